"""The table ``time_periods``: one row a day of the simulation window."""

import duckdb

from horizonscale.config.settings import CalendarSettings


def insert_days(
    connection: duckdb.DuckDBPyConnection, sql: str, settings: CalendarSettings
) -> None:
    """Fill ``time_periods``; ``sql`` is the text of ``sql/time_periods.sql``."""
    window = {"first": settings.start_date, "last": settings.end_date}
    connection.execute(sql, window)
