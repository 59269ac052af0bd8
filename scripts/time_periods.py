"""Add the calendar, one row a day: the table ``time_periods``."""

from pathlib import Path

from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import write_step_marker
from horizonscale.config.parsing import parse
from horizonscale.config.settings import CalendarSettings
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.database.connection import next_database
from horizonscale.database.fingerprints import fingerprints
from horizonscale.database.metadata import add_step
from horizonscale.tables.time_periods import insert_days


def time_periods(
    *, source: Path, sql: str, database: Path, marker: Path, config: str, digest: str
) -> int:
    """Fill ``time_periods`` in a copy of the database; return the number of days."""
    settings = parse(CalendarSettings, config)
    with next_database(source, database) as connection:
        insert_days(connection, sql, settings)
        add_step(connection, "calendar", config)
        tables = fingerprints(connection, ("time_periods",))
    write_step_marker(marker, "calendar", digest, tables, database)
    return tables["time_periods"]["rows"]


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    days = time_periods(
        source=Path(snakemake.input.database),
        sql=read_texts(snakemake.input.sources)["time_periods"],
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "calendar", f"{days:,} days")
