"""Add the calendar, one row a day."""

from pathlib import Path

from horizonscale.database import next_database
from horizonscale.files import read_texts
from horizonscale.logs import configure_logging, log_step
from horizonscale.metadata import add_step, fingerprints, write_step_marker
from horizonscale.settings import CalendarSettings, parse


def calendar(
    *, source: Path, sql: str, database: Path, marker: Path, config: str, digest: str
) -> int:
    """Fill ``time_periods`` in a copy of the database; return the number of days."""
    settings = parse(CalendarSettings, config)
    window = {"first": settings.start_date, "last": settings.end_date}
    with next_database(source, database) as connection:
        connection.execute(sql, window)
        add_step(connection, "calendar", config)
        tables = fingerprints(connection, ("time_periods",))
    write_step_marker(marker, "calendar", digest, tables, database)
    return tables["time_periods"]["rows"]


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    days = calendar(
        source=Path(snakemake.input.database),
        sql=read_texts(snakemake.input.sql)["calendar"],
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "calendar", f"{days:,} days")
