"""The calendar: a square for each day of the window."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from horizonscale.report.style import (
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    named,
    time_axis,
    vega_lite,
)
from horizonscale.report.svg import Figure, left_out

MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
KINDS = {
    "weekday": LIGHT["heat2"],
    "weekend": LIGHT["heat4"],
    "month end": LIGHT["orange"],
}

_AXIS_PX = 44
_CHART_PX = WIDTH_PX - _AXIS_PX - 8
_SQUARE_PX = _CHART_PX / 54  # columns: a year touches at most 54 weeks
_FIRST_OF_MONTH = (1, 32, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)


def calendar(days: Rows, months: Rows, totals: Mapping[str, Any]) -> Figure:
    """Return the days of the calendar.

    Parameters
    ----------
    days : sequence of mapping
        The first rows of ``time_periods``, in order: those that are drawn.
    months : sequence of mapping
        ``yearmonth``, ``day_count`` and ``weekend_days`` of the whole window.
    totals : mapping
        ``day_count``, ``first_day`` and ``last_day``.
    """
    return Figure(
        "calendar",
        f"{count_text(totals['day_count'])} days in {len(months)} months, with no gap",
        f"Calendar from {totals['first_day']} to {totals['last_day']}, with weekends"
        " and month ends marked; no day is missing.",
        ("month", "days", "weekend days"),
        [
            (row["yearmonth"], str(row["day_count"]), str(row["weekend_days"]))
            for row in months
        ],
        _chart(days),
        left_out(len(days), totals["day_count"], "days"),
    )


def _chart(days: Rows) -> str:
    """Return one square a day, a column a week, a band a year."""
    squares: dict[str, list[dict[str, object]]] = {}
    for row in days:
        kind = "weekend" if row["is_weekend"] else "weekday"
        square = {
            "week": _week(row["day_of_year"], row["iso_weekday"]),
            "weekday": row["iso_weekday"] - 1,
            "group": "month end" if row["is_month_end"] else kind,
            "text": f"{row['iso_date']}, {WEEKDAYS[row['iso_weekday'] - 1]}",
        }
        squares.setdefault(str(row["year"]), []).append(square)
    months = {
        round(day / 7): name for day, name in zip(_FIRST_OF_MONTH, MONTHS, strict=True)
    }
    *_, last = squares
    panels = [
        named(year)
        .mark_rect(width=_SQUARE_PX - 1.5, height=_SQUARE_PX - 1.5)
        .encode(
            x=alt.X(
                "week:Q",
                title=None,
                scale=alt.Scale(domain=[-0.5, 53.5], nice=False),
                axis=time_axis(
                    months, labels=year == last, labelOverlap=False, grid=False
                ),
            ),
            y=alt.Y(
                "weekday:Q",
                title=None,
                scale=alt.Scale(domain=[6.5, -0.5], nice=False),
                axis=alt.Axis(
                    values=[3],
                    labelExpr=f"'{year}'",
                    labelColor=LIGHT["ink"],
                    minExtent=_AXIS_PX,
                    maxExtent=_AXIS_PX,
                    grid=False,
                ),
            ),
            color=groups(KINDS),
            description="text:N",
        )
        .properties(width=_CHART_PX, height=7 * _SQUARE_PX)
        for year in squares
    ]
    return vega_lite(alt.vconcat(*panels, spacing=6), squares)


def _week(day_of_year: int, iso_weekday: int) -> int:
    """Return the column of a day: weeks begin on Monday, the first holds 1 January."""
    first_weekday = (iso_weekday - day_of_year) % 7
    return int((day_of_year - 1 + first_weekday) // 7)
