"""Seed the hosts and what they refer to: hierarchy, hardware and behaviours."""

import json
from pathlib import Path

from horizonscale.database import insert, next_database
from horizonscale.fleet import Fleet
from horizonscale.logs import configure_logging
from horizonscale.metadata import add_step, fingerprints, write_step_marker
from horizonscale.organisation import hierarchy
from horizonscale.reference_tables import dna_profiles, hardware_models

INSERTS = {
    "hierarchy": "INSERT INTO hierarchy BY NAME FROM rows",
    "hardware_models": "INSERT INTO hardware_models BY NAME FROM rows",
    "dna_profiles": "INSERT INTO dna_profiles BY NAME FROM rows",
    "hosts": "INSERT INTO hosts BY NAME FROM rows",
}


def seed_hosts(
    *,
    source: Path,
    fingerprint: Path,
    database: Path,
    marker: Path,
    config: str,
    digest: str,
    threads: int,
) -> dict[str, dict[str, int | str]]:
    """Fill the tables in a copy of the database; return rows and fingerprints."""
    settings = json.loads(config)
    with next_database(source, database, threads=threads) as connection:
        tables = {
            "hierarchy": hierarchy(settings),
            "hardware_models": hardware_models(settings),
            "dna_profiles": dna_profiles(settings),
            "hosts": Fleet(settings).reader(settings["hosts"]),
        }
        for table, rows in tables.items():
            insert(connection, INSERTS[table], rows)
        add_step(connection, "seed_hosts", config)
        contents = fingerprints(connection, fingerprint, INSERTS)
    write_step_marker(
        marker, database, "seed_hosts", digest, settings["stream"], contents
    )
    return contents


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    seeded = seed_hosts(
        source=Path(snakemake.input.database),
        fingerprint=Path(snakemake.input.fingerprint),
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
        threads=snakemake.threads,
    )
    log.info(
        "seed_hosts: %s hosts of %s models, owned by %s applications",
        *(
            f"{seeded[table]['rows']:,}"
            for table in ("hosts", "hardware_models", "hierarchy")
        ),
    )
