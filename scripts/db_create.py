"""Create the database: its storage version and its first row of metadata."""

from pathlib import Path

from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import write_step_marker
from horizonscale.config.parsing import parse
from horizonscale.config.settings import DatabaseSettings
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.database.connection import new_database
from horizonscale.database.fingerprints import fingerprints
from horizonscale.database.metadata import add_step


def db_create(*, ddl: str, database: Path, marker: Path, config: str, digest: str):
    """Create a database that holds the table of metadata alone."""
    settings = parse(DatabaseSettings, config)
    with new_database(database, settings.storage_version) as connection:
        connection.execute(ddl)
        add_step(connection, "db_create", config)
        tables = fingerprints(connection, ())
    write_step_marker(marker, "db_create", digest, tables, database)


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    db_create(
        ddl=read_texts(snakemake.input.sources)["create_metadata"],
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "db_create", "an empty database")
