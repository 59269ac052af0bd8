"""Counts against what the weights ask for, with the bound of the audit."""

from typing import Any

import altair as alt

from horizonscale.charts import (
    Data,
    Layout,
    Rows,
    Spec,
    count_text,
    finished,
    name_axis,
    shortened,
    text_width,
)
from horizonscale.report_palette import LIGHT


def against_expectation(rows: Rows, colours: dict[str, str], layout: Layout) -> Spec:
    """Return one row a name: what the audit allows, what was expected, what is there.

    Parameters
    ----------
    rows : list of dict
        ``name``, ``group`` (a key of ``colours``), ``actual``, and the audit's
        ``expected``, ``low`` and ``high``, in hosts.
    colours : dict
        Colour of the dots of each group.
    layout : Layout
    """
    described = [
        {**row, "row": index, "text": _sentence(row)} for index, row in enumerate(rows)
    ]
    data = Data()
    longest = max(1, *(row[key] for row in rows for key in ("high", "actual")))
    extent = 240 if layout.is_wide else 128
    width = layout.width - extent - 8
    room = width - 12 - text_width(count_text(longest), layout)
    labels = [_lines(row["name"], extent - 10, layout) for row in rows]
    y = alt.Y("row:O", axis=name_axis(labels, minExtent=extent, maxExtent=extent))
    x = alt.X(
        "low:Q",
        title="hosts",
        scale=alt.Scale(domain=[0, longest * width / room], nice=False),
        axis=alt.Axis(tickCount=6 if layout.is_wide else 3, format=",d"),
    )
    base = data.of(described).encode(y=y)
    thickness = 9 if layout.is_wide else 8
    bound = base.mark_bar(
        height=thickness, color=LIGHT["grid"], stroke=LIGHT["line"], strokeWidth=0.75
    ).encode(x=x, x2="high:Q", description="text:N")
    expected = base.mark_tick(
        color=LIGHT["ink"], thickness=2, size=thickness + 7, opacity=1, aria=False
    ).encode(x="expected:Q")
    actual = base.mark_circle(
        size=85 if layout.is_wide else 60,
        opacity=1,
        stroke=LIGHT["paper"],
        strokeWidth=1.5,
    ).encode(
        x="actual:Q",
        color=alt.Color(
            "group:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(symbolStrokeColor=LIGHT["paper"]),
        ),
        description="text:N",
    )
    number = base.mark_text(
        align="left", dx=8, color=LIGHT["quiet"], aria=False
    ).encode(x="edge:Q", text=alt.Text("actual:Q", format=",d"))
    number = number.transform_calculate(edge="max(datum.high, datum.actual)")
    step = 26 if layout.is_wide else 10 + 13 * max(map(len, labels))
    chart = alt.layer(bound, expected, actual, number).properties(
        width=width, height=alt.Step(step)
    )
    return finished(chart, layout, data)


def _lines(name: str, width: int, layout: Layout) -> list[str]:
    """Put a scenario and its variant below each other where there is no room."""
    scenario, slash, variant = name.partition(" / ")
    parts = [scenario, variant] if slash and not layout.is_wide else [name]
    return [shortened(part, width, layout) for part in parts]


def _sentence(row: dict[str, Any]) -> str:
    return (
        f"{row['name']}: {count_text(row['actual'])} hosts;"
        f" {count_text(row['expected'])} expected,"
        f" {count_text(row['low'])} to {count_text(row['high'])} allowed"
    )
