"""Add the calendar, one row a day."""

import json
from pathlib import Path

from horizonscale.calendar import time_periods
from horizonscale.database import insert, next_database
from horizonscale.logs import configure_logging, log_step
from horizonscale.metadata import add_step, fingerprints, write_step_marker


def calendar(
    *,
    source: Path,
    database: Path,
    marker: Path,
    config: str,
    digest: str,
) -> int:
    """Fill ``time_periods`` in a copy of the database; return the number of days."""
    rows = time_periods(json.loads(config))
    with next_database(source, database) as connection:
        insert(connection, "INSERT INTO time_periods BY NAME FROM rows", rows)
        add_step(connection, "calendar", config)
        tables = fingerprints(connection, ("time_periods",))
    write_step_marker(marker, "calendar", digest, "", tables, database)
    return len(rows)


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    days = calendar(
        source=Path(snakemake.input.database),
        database=Path(snakemake.output.database),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
    )
    log_step(log, "calendar", f"{days:,} days")
