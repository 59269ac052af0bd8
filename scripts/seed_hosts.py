"""Seed the hosts and what they refer to: hierarchy, hardware and behaviours."""

import os
from collections.abc import Sequence
from pathlib import Path

# No linear algebra is done here: threads that wait for it cost a tenth of a second.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from horizonscale.artifacts.markers import Fingerprint, write_step_marker
from horizonscale.config.parsing import parse
from horizonscale.config.settings import FleetSettings
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.database.connection import insert, next_database
from horizonscale.database.fingerprints import fingerprints
from horizonscale.database.metadata import add_step
from horizonscale.tables.dna_profiles import dna_profiles
from horizonscale.tables.hardware_model_server_types import hardware_model_server_types
from horizonscale.tables.hardware_models import hardware_models
from horizonscale.tables.hierarchy import hierarchy
from horizonscale.tables.hosts import Fleet
from horizonscale.tables.shards import ShardError, compare_with_parts, load_parts

SMALL_TABLES = {
    "hierarchy": hierarchy,
    "hardware_models": hardware_models,
    "hardware_model_server_types": hardware_model_server_types,
    "dna_profiles": dna_profiles,
}
INSERTS = {
    table: f"INSERT INTO {table} BY NAME FROM rows"
    for table in (*SMALL_TABLES, "hosts")
}


def seed_hosts(
    *,
    source: Path,
    parts: Sequence[Path],
    part_markers: Sequence[Path],
    database: Path,
    marker: Path,
    config: str,
    digest: str,
    threads: int,
) -> dict[str, Fingerprint]:
    """Fill the tables in a copy of the database; return rows and fingerprints.

    The hosts are loaded from their parts or, without any, made here.

    Raises
    ------
    ShardError
        If the parts are not what their markers say.
    """
    settings = parse(FleetSettings, config)
    with next_database(source, database, threads=threads) as connection:
        for table, make in SMALL_TABLES.items():
            insert(connection, INSERTS[table], make(settings))
        if parts:
            load_parts(connection, parts, part_markers)
        else:
            hosts = Fleet(settings).reader(settings.hosts)
            insert(connection, INSERTS["hosts"], hosts)
        add_step(connection, "seed_hosts", config)
        contents = fingerprints(connection, INSERTS)
        if parts:
            compare_with_parts(contents["hosts"], parts, part_markers)
    write_step_marker(
        marker, "seed_hosts", digest, contents, database, stream=settings.stream
    )
    return contents


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    try:
        seeded = seed_hosts(
            source=Path(snakemake.input.database),
            parts=[Path(path) for path in snakemake.input.parts],
            part_markers=[Path(path) for path in snakemake.input.part_markers],
            database=Path(snakemake.output.database),
            marker=Path(snakemake.output.marker),
            config=snakemake.params.config,
            digest=snakemake.params.digest,
            threads=snakemake.threads,
        )
    except ShardError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    rows = {table: f"{content['rows']:,}" for table, content in seeded.items()}
    log_step(
        log,
        "seed_hosts",
        f"{rows['hosts']} hosts of {rows['hardware_models']} models,"
        f" owned by {rows['hierarchy']} applications",
    )
