"""The calendar: every day of the window, or every month if that is too many days."""

import altair as alt

from horizonscale.charts import Data, Layout, Rows, Spec, finished
from horizonscale.report_palette import LIGHT

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

_AXIS_WIDTH = 44
_FIRST_OF_MONTH = (1, 32, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335)


def by_day(days: Rows, layout: Layout) -> Spec:
    """Return one square a day, a column a week, a band a year.

    Parameters
    ----------
    days : list of dict
        Rows of ``time_periods``, in order.
    layout : Layout
    """
    data = Data()
    years = sorted({row["year"] for row in days})
    squares: Rows = []
    for row in days:
        week = _week(row["year"], row["day_of_year"], row["iso_weekday"])
        kind = "month end" if row["is_month_end"] else "weekday"
        if row["is_weekend"] and kind == "weekday":
            kind = "weekend"
        squares.append(
            {
                "year": row["year"],
                "week": week,
                "weekday": row["iso_weekday"] - 1,
                "kind": kind,
                "text": f"{row['iso_date']}, {WEEKDAYS[row['iso_weekday'] - 1]}",
            }
        )
    side = (layout.width - _AXIS_WIDTH - 8) / 54
    gap = 1.5 if layout.is_wide else 0.8
    labels = ", ".join(
        f"'{round(day / 7)}': '{name}'"
        for day, name in zip(_FIRST_OF_MONTH, MONTHS, strict=True)
    )
    panels = []
    for year in years:
        chart = (
            data.of([row for row in squares if row["year"] == year])
            .mark_rect(width=side - gap, height=side - gap)
            .encode(
                x=alt.X(
                    "week:Q",
                    title=None,
                    scale=alt.Scale(domain=[-0.5, 53.5], nice=False),
                    axis=alt.Axis(
                        values=[round(day / 7) for day in _FIRST_OF_MONTH],
                        labelExpr=f"{{{labels}}}[datum.value]",
                        labelAlign="left",
                        labelOverlap=False,
                        labelFontSize=layout.font_size - (0 if layout.is_wide else 2),
                        labels=year == years[-1],
                        grid=False,
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
                        minExtent=_AXIS_WIDTH,
                        maxExtent=_AXIS_WIDTH,
                        grid=False,
                    ),
                ),
                color=alt.Color(
                    "kind:N",
                    scale=alt.Scale(domain=list(KINDS), range=list(KINDS.values())),
                ),
                description="text:N",
            )
            .properties(width=54 * side, height=7 * side)
        )
        panels.append(chart)
    return finished(alt.vconcat(*panels, spacing=6), layout, data)


def by_month(months: Rows, layout: Layout) -> Spec:
    """Return one square a month with its number of days, a row a year.

    Parameters
    ----------
    months : list of dict
        ``year``, ``month`` and ``day_count``; years after ``MOST_YEARS`` are left out.
    layout : Layout
    """
    data = Data()
    last = min(row["year"] for row in months) + MOST_YEARS
    squares = [
        {
            "year": str(row["year"]),
            "month": MONTHS[row["month"] - 1],
            "day_count": row["day_count"],
            "text": f"{MONTHS[row['month'] - 1]} {row['year']}:"
            f" {row['day_count']} days",
        }
        for row in months
        if row["year"] < last
    ]
    base = data.of(squares).encode(
        x=alt.X("month:N", sort=list(MONTHS), title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "year:N",
            title=None,
            axis=alt.Axis(minExtent=_AXIS_WIDTH, maxExtent=_AXIS_WIDTH),
        ),
    )
    tiles = base.mark_rect(color=LIGHT["heat2"], cornerRadius=2).encode(
        description="text:N"
    )
    numbers = base.mark_text(color=LIGHT["low_heat"], aria=False).encode(
        text="day_count:Q"
    )
    chart = alt.layer(tiles, numbers).properties(
        width=layout.width - _AXIS_WIDTH - 8,
        height=alt.Step(24 if layout.is_wide else 20),
    )
    return finished(chart, layout, data)


def _week(year: int, day_of_year: int, iso_weekday: int) -> int:
    """Return the column of a day: weeks begin on Monday, the first holds 1 January."""
    first_weekday = (iso_weekday - day_of_year) % 7
    return (day_of_year - 1 + first_weekday) // 7
