"""Create the database: its storage version and its first row of metadata."""

import json
from pathlib import Path

from horizonscale.database import new_database
from horizonscale.logs import configure_logging, log_step
from horizonscale.metadata import add_step, fingerprints, write_step_marker


def db_create(
    *,
    ddl: Path,
    database: Path,
    marker: Path,
    config: str,
    digest: str,
) -> None:
    """Create a database that holds the table of metadata alone."""
    storage_version = json.loads(config)["storage_version"]
    with new_database(database, storage_version) as connection:
        connection.execute(ddl.read_text(encoding="utf-8"))
        add_step(connection, "db_create", config)
        tables = fingerprints(connection, ())
    write_step_marker(marker, "db_create", digest, "", tables, database)


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    db_create(
        ddl=Path(snakemake.input.ddl),
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "db_create", "an empty database")
