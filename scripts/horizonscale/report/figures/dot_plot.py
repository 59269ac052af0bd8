"""Counts against what the weights ask for, with the bound of the audit."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from horizonscale.audit.comparison import Range
from horizonscale.report.style import (
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    name_axis,
    named,
    shortened,
    text_width_px,
    vega_lite,
)
from horizonscale.report.svg import Figure, left_out

MAX_ROWS = 30
_AXIS_PX = 220
_CHART_PX = WIDTH_PX - _AXIS_PX - 8


def counted(
    name: str, group: str, row: Mapping[str, Any], expected: Mapping[str, Range]
) -> dict[str, Any]:
    """Return an actual count beside what the audit expected."""
    bound = expected[name]
    row = {
        "name": name,
        "group": group,
        "actual": row["host_count"],
        "expected": bound["count"],
        "low": bound["low"],
        "high": bound["high"],
    }
    text = (
        f"{name}: {count_text(row['actual'])} hosts;"
        f" {count_text(row['expected'])} expected,"
        f" {count_text(row['low'])} to {count_text(row['high'])} allowed"
    )
    return {**row, "text": text}


def against_expectation(
    name: str, headline: str, what: str, rows: Rows, colours: Mapping[str, str]
) -> Figure:
    """Return one row a name: what the audit allows, what was expected, what is there.

    Parameters
    ----------
    name, headline : str
        Of the figure.
    what : str
        What is counted, for people.
    rows : sequence of mapping
        What ``counted`` returned; those after ``MAX_ROWS`` are not drawn.
    colours : mapping
        Colour of the dots of each group.
    """
    ordered = sorted(rows, key=lambda row: -row["actual"])
    most, least = ordered[0], ordered[-1]
    return Figure(
        name,
        headline,
        f"Dot plot of hosts for {len(rows)} {what}, each within the bound of the audit."
        f" {most['name']} has the most, {count_text(most['actual'])};"
        f" {least['name']} the fewest, {count_text(least['actual'])}.",
        ("name", "kind", "expected", "from", "to", "actual"),
        [
            (
                row["name"],
                row["group"],
                f"{row['expected']:,.1f}".removesuffix(".0"),
                *(count_text(row[key]) for key in ("low", "high", "actual")),
            )
            for row in rows
        ],
        _chart(rows[:MAX_ROWS], colours),
        left_out(MAX_ROWS, len(rows), what),
    )


def _chart(rows: Rows, colours: Mapping[str, str]) -> str:
    longest = max(1, *(row[key] for row in rows for key in ("high", "actual")))
    room = _CHART_PX - 12 - text_width_px(count_text(longest))
    labels = [shortened(row["name"], _AXIS_PX - 10) for row in rows]
    y = alt.Y("row:O", axis=name_axis(labels, minExtent=_AXIS_PX, maxExtent=_AXIS_PX))
    x = alt.X(
        "low:Q",
        title="hosts",
        scale=alt.Scale(domain=[0, longest * _CHART_PX / room], nice=False),
        axis=alt.Axis(tickCount=6, format=",d"),
    )
    base = named("rows").encode(y=y)
    bound = base.mark_bar(
        height=9, color=LIGHT["grid"], stroke=LIGHT["line"], strokeWidth=0.75
    ).encode(x=x, x2="high:Q", description="text:N")
    expected = base.mark_tick(
        color=LIGHT["ink"], thickness=2, size=16, opacity=1, aria=False
    ).encode(x="expected:Q")
    actual = base.mark_circle(
        size=80, opacity=1, stroke=LIGHT["paper"], strokeWidth=1.5
    ).encode(x="actual:Q", color=groups(colours), description="text:N")
    number = base.mark_text(
        align="left", dx=8, color=LIGHT["quiet"], aria=False
    ).encode(x="edge:Q", text=alt.Text("actual:Q", format=",d"))
    number = number.transform_calculate(edge="max(datum.high, datum.actual)")
    chart = alt.layer(bound, expected, actual, number).properties(
        width=_CHART_PX, height=alt.Step(24)
    )
    marks = [{**row, "row": index} for index, row in enumerate(rows)]
    return vega_lite(chart, {"rows": marks})
