"""The calendar: every day of the window, or every month if that is too many days."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from horizonscale.report_looks import (
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    named,
    time_axis,
    vega_lite,
)
from horizonscale.report_svg import Figure

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
MOST_YEARS = 60  # of a window that is drawn by the month

_AXIS_PX = 44
_CHART_PX = WIDTH_PX - _AXIS_PX - 8
_SQUARE_PX = _CHART_PX / 54  # columns: a year touches at most 54 weeks
_FIRST_OF_MONTH = (1, 32, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)


def calendar(days: Rows, months: Rows, totals: Mapping[str, Any]) -> Figure:
    """Return the days of the calendar.

    Parameters
    ----------
    days : sequence of mapping
        Rows of ``time_periods``, in order; none of a window too long for them.
    months : sequence of mapping
        ``yearmonth``, ``year``, ``month``, ``day_count`` and ``weekend_days``; the
        chart has those of the first ``MOST_YEARS``.
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
        _by_day(days) if days else _by_month(months),
    )


def _by_day(days: Rows) -> str:
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


def _by_month(months: Rows) -> str:
    """Return one square a month with its number of days, a row a year."""
    first = months[0]["year"]
    squares: Rows = [
        {
            "year": str(row["year"]),
            "month": MONTHS[row["month"] - 1],
            "day_count": row["day_count"],
            "text": f"{MONTHS[row['month'] - 1]} {row['year']}:"
            f" {row['day_count']} days",
        }
        for row in months
        if row["year"] < first + MOST_YEARS
    ]
    base = named("months").encode(
        x=alt.X("month:N", sort=list(MONTHS), title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "year:N", title=None, axis=alt.Axis(minExtent=_AXIS_PX, maxExtent=_AXIS_PX)
        ),
    )
    tiles = base.mark_rect(color=LIGHT["heat2"], cornerRadius=2).encode(
        description="text:N"
    )
    numbers = base.mark_text(color=LIGHT["low_heat"], aria=False).encode(
        text="day_count:Q"
    )
    chart = alt.layer(tiles, numbers).properties(width=_CHART_PX, height=alt.Step(22))
    return vega_lite(chart, {"months": squares})


def _week(day_of_year: int, iso_weekday: int) -> int:
    """Return the column of a day: weeks begin on Monday, the first holds 1 January."""
    first_weekday = (iso_weekday - day_of_year) % 7
    return int((day_of_year - 1 + first_weekday) // 7)
