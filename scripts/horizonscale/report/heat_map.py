"""A heat map: rows by columns, each cell with its number and its colour."""

from collections.abc import Sequence

import altair as alt

from horizonscale.report.style import (
    HEATS,
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    name_axis,
    named,
    shortened,
    text_width_px,
    vega_lite,
)

_SHORT_NUMBER_PX = 26  # room that 1.2M takes


def heat_map(
    cells: Rows,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    names_px: int,
    row_px: int,
) -> str:
    """Return a heat map as Vega-Lite.

    Parameters
    ----------
    cells : sequence of mapping
        ``row`` and ``column``, counted from 0, ``number`` and ``text``.
    rows, columns : sequence of str
        Their names, which are shortened to fit.
    names_px : int
        Room for the names of the rows.
    row_px : int
        Height of a row.
    """
    largest = max(1, *(cell["number"] for cell in cells))
    limits = [largest * step / len(HEATS) for step in range(1, len(HEATS))]
    column_px = (WIDTH_PX - names_px) / len(columns) - 4
    x = alt.X(
        "column:O",
        scale=alt.Scale(paddingInner=0.02),
        axis=name_axis(
            [shortened(name, column_px) for name in columns], orient="top", labelAngle=0
        ),
    )
    y = alt.Y(
        "row:O",
        scale=alt.Scale(paddingInner=0.05),
        axis=name_axis(
            [shortened(name, names_px - 10) for name in rows],
            minExtent=names_px,
            maxExtent=names_px,
        ),
    )
    base = named("cells").encode(x=x, y=y)
    heat = alt.Scale(
        type="threshold", domain=limits, range=[LIGHT[name] for name in HEATS]
    )
    tiles = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color("number:Q", scale=heat, legend=None), description="text:N"
    )
    fits = text_width_px(count_text(largest)) <= column_px
    numbers = base.mark_text(
        aria=False, opacity=0 if column_px < _SHORT_NUMBER_PX else 1
    ).encode(
        text=alt.Text("number:Q", format=",d" if fits else ".2~s"),
        color=alt.condition(
            alt.datum.number >= limits[len(HEATS) // 2 - 1],
            alt.value(LIGHT["high_heat"]),
            alt.value(LIGHT["low_heat"]),
        ),
    )
    chart = alt.layer(tiles, numbers).properties(
        width=WIDTH_PX - names_px - 8, height=alt.Step(row_px)
    )
    return vega_lite(chart, {"cells": cells})
