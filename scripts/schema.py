"""Make the tables, with their keys, checks and comments, and the view."""

from pathlib import Path

from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import write_step_marker
from horizonscale.config.parsing import parse
from horizonscale.config.settings import SchemaSettings
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.database.connection import next_database, tables_ddl
from horizonscale.database.fingerprints import fingerprints
from horizonscale.database.metadata import add_step
from horizonscale.tables.names import TABLES


def schema(
    *, source: Path, ddl: str, database: Path, marker: Path, config: str, digest: str
) -> None:
    """Add the empty tables to a copy of the database."""
    settings = parse(SchemaSettings, config)
    with next_database(source, database) as connection:
        connection.execute(tables_ddl(ddl, settings.keys))
        add_step(connection, "schema", config)
        tables = fingerprints(connection, ())  # all others are empty
    write_step_marker(marker, "schema", digest, tables, database)


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    schema(
        source=Path(snakemake.input.database),
        ddl=read_texts(snakemake.input.sources)["create_tables"],
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "schema", f"{len(TABLES)} tables and a view")
