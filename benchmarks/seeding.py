"""Seed hosts into a fresh file, or copy a finished table: one measurement, as JSON.

    python benchmarks/seeding.py seed 10000000 audited 2 seeded.db
    python benchmarks/seeding.py copy 10000000 audited 2 copied.db seeded.db

What is timed is the INSERT into `hosts`, commit and checkpoint included. The copy, from
a finished file into a table of the same DDL and storage format, is the limit that
seeding is held against.
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.config.parsing import parse  # noqa: E402
from horizonscale.config.resolve import resolve  # noqa: E402
from horizonscale.config.settings import DatabaseSettings, FleetSettings  # noqa: E402
from horizonscale.database.connection import connect, insert, new_database, tables_ddl  # noqa: E402
from horizonscale.tables.dna_profiles import dna_profiles  # noqa: E402
from horizonscale.tables.hardware_models import hardware_models  # noqa: E402
from horizonscale.tables.hierarchy import hierarchy  # noqa: E402
from horizonscale.tables.hosts import Fleet  # noqa: E402

REFERENCES = {
    "INSERT INTO hierarchy BY NAME FROM rows": hierarchy,
    "INSERT INTO hardware_models BY NAME FROM rows": hardware_models,
    "INSERT INTO dna_profiles BY NAME FROM rows": dna_profiles,
}


def seconds(
    task: str, hosts: int, keys: str, threads: int, database: Path, finished: Path
) -> float:
    """Fill `hosts` of a fresh database; return how long that took."""
    config = resolve({"hosts": hosts, "keys": keys}, ROOT / "config")
    settings = parse(FleetSettings, config)
    storage_version = parse(DatabaseSettings, config).storage_version
    ddl = (ROOT / "sql" / "create_tables.sql").read_text(encoding="utf-8")
    # In the storage format of the fleet, which older versions of DuckDB read: it takes
    # half as long again to write as the newest.
    with new_database(database, storage_version) as connection:
        connection.execute(tables_ddl(ddl, keys))
        for statement, table in REFERENCES.items():
            insert(connection, statement, table(settings))
    with connect(database, threads=threads) as connection:
        if task == "copy":
            connection.execute(
                "ATTACH $path AS finished (READ_ONLY)", {"path": str(finished)}
            )
        start = time.perf_counter()
        connection.begin()
        if task == "copy":
            connection.execute("INSERT INTO hosts FROM finished.hosts")
        else:
            rows = Fleet(settings).reader(hosts)
            insert(connection, "INSERT INTO hosts BY NAME FROM rows", rows)
        connection.commit()
        connection.execute("CHECKPOINT")
        return time.perf_counter() - start


if __name__ == "__main__":
    task, hosts, keys, threads, *files = sys.argv[1:]
    database, finished = Path(files[0]), Path(files[-1])
    taken = seconds(task, int(hosts), keys, int(threads), database, finished)
    print(json.dumps({"seconds": taken, "file_bytes": database.stat().st_size}))
