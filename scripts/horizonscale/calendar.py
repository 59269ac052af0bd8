"""The calendar: one row for each day of the simulation window."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

SATURDAY = 6


def time_periods(settings: Mapping[str, Any]) -> pl.DataFrame:
    """Return the table ``time_periods``, from the first day to the last, both included.

    Weeks are those of ISO 8601: the first days of a January can belong to the last
    week of the year before, so a week goes with ``iso_year`` and not with ``year``.
    """
    day = pl.col("date")
    days = pl.date_range(
        date.fromisoformat(settings["start_date"]),
        date.fromisoformat(settings["end_date"]),
        interval="1d",
        eager=True,
    ).alias("date")
    return days.to_frame().with_columns(
        yearmonth=day.dt.strftime("%Y%m"),
        year=day.dt.year(),
        quarter=day.dt.quarter(),
        month=day.dt.month(),
        day=day.dt.day(),
        iso_weekday=day.dt.weekday(),
        iso_week=day.dt.week(),
        iso_year=day.dt.iso_year(),
        day_of_year=day.dt.ordinal_day(),
        is_weekend=day.dt.weekday() >= SATURDAY,
        is_month_end=day == day.dt.month_end(),
    )
