"""Time the seeding of hosts against a copy of the finished table.

    python benchmarks/seeding.py [--hosts 10000000] [--keys audited] [--threads 2]

The limit is `INSERT` of the finished table, from its file, into a table of the same
DDL in a fresh file. Both are timed in turn, checkpoint included. Prints ratios.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.database import connect, insert, tables_ddl  # noqa: E402
from horizonscale.fleet import Fleet  # noqa: E402
from horizonscale.organisation import hierarchy  # noqa: E402
from horizonscale.reference_tables import dna_profiles, hardware_models  # noqa: E402
from horizonscale.settings import resolve  # noqa: E402

REFERENCES = {
    "hierarchy": (hierarchy, "INSERT INTO hierarchy BY NAME FROM rows"),
    "hardware_models": (
        hardware_models,
        "INSERT INTO hardware_models BY NAME FROM rows",
    ),
    "dna_profiles": (dna_profiles, "INSERT INTO dna_profiles BY NAME FROM rows"),
}


def timed_insert(database: Path, settings: dict, threads: int, finished: Path | None):
    """Fill a fresh database from the stream or from a finished file; return seconds."""
    database.unlink(missing_ok=True)
    ddl = (ROOT / "sql" / "create_tables.sql").read_text(encoding="utf-8")
    with connect(database, threads=threads) as connection:
        connection.execute(tables_ddl(ddl, settings["keys"]))
        for table, statement in REFERENCES.values():
            insert(connection, statement, table(settings))
        if finished:
            connection.execute(
                "ATTACH $path AS finished (READ_ONLY)", {"path": str(finished)}
            )
        start = time.perf_counter()
        connection.begin()
        if finished:
            connection.execute("INSERT INTO hosts FROM finished.hosts")
        else:
            hosts = Fleet(settings).reader(settings["hosts"])
            insert(connection, "INSERT INTO hosts BY NAME FROM rows", hosts)
        connection.commit()
        connection.execute("CHECKPOINT")
        return time.perf_counter() - start


def main() -> None:
    """Time seeding and copying in turn and print their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=10_000_000)
    parser.add_argument("--keys", choices=("audited", "enforced"), default="audited")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    settings = resolve(
        {"hosts": arguments.hosts, "keys": arguments.keys},
        ROOT / "config" / "config.yaml",
        ROOT / "config" / "schema.yaml",
    )
    ratios = []
    with tempfile.TemporaryDirectory() as scratch:
        seeded, copied = Path(scratch) / "seeded.db", Path(scratch) / "copied.db"
        for _ in range(arguments.runs):
            ours = timed_insert(seeded, settings, arguments.threads, None)
            limit = timed_insert(copied, settings, arguments.threads, seeded)
            ratios.append(ours / limit)
            print(f"seeding {ours:.2f} s, copying {limit:.2f} s", flush=True)
        size = seeded.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{arguments.hosts:,} hosts, keys {arguments.keys}: ratio"
        f" {statistics.median(ratios):.2f} (lowest {min(ratios):.2f}, highest"
        f" {max(ratios):.2f}); file {size:,.0f} MB; peak memory of both {peak:.2f} GB"
    )


if __name__ == "__main__":
    main()
