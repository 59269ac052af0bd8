"""The style of the report: its colours, and what all its charts share.

Each colour has a light and a dark value under one name. Charts are drawn in the light
ones, for which a style sheet puts the name, so the light ones all differ. Blue and
orange stay apart for readers who do not tell red from green.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
from altair.typing import ChartType

PALETTE = {
    "ink": ("#1b2430", "#e9edf2"),
    "quiet": ("#566170", "#a5b0bd"),
    "line": ("#8d97a3", "#66717e"),
    "grid": ("#e4e8ec", "#2a323c"),
    "paper": ("#ffffff", "#11161c"),
    "panel": ("#f5f7f9", "#1a2129"),
    "blue": ("#1d6fb8", "#62b0f2"),
    "orange": ("#c2560a", "#f5a04e"),
    "alarm": ("#a8123e", "#ff7d97"),
    "passed": ("#1c7a4b", "#55c98c"),
    "heat0": ("#edf3f9", "#1a2733"),
    "heat1": ("#cfe1f1", "#20405e"),
    "heat2": ("#a3c8e6", "#285a86"),
    "heat3": ("#2a72b2", "#62a9e6"),
    "heat4": ("#1d5d98", "#92c5f2"),
    "heat5": ("#0c3f70", "#c4e1fa"),
    "low_heat": ("#1b2431", "#ecf1f6"),  # text on heat0 to heat2
    "high_heat": ("#fefefe", "#0b1118"),  # text on heat3 to heat5
}
HEATS = [name for name in PALETTE if name.startswith("heat")]
LIGHT = {name: light for name, (light, _) in PALETTE.items()}
DARK = {name: dark for name, (_, dark) in PALETTE.items()}

WIDTH_PX = 760
FONT_PX = 12
# Metrics are the same for all of these, so text fits whichever a machine has.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
VEGA_CONFIG = {
    "font": FONT,
    "axis": {
        "labelColor": LIGHT["quiet"],
        "labelFontSize": FONT_PX,
        "titleColor": LIGHT["quiet"],
        "titleFontSize": FONT_PX,
        "titleFontWeight": "normal",
        "gridColor": LIGHT["grid"],
        "domain": False,
        "ticks": False,
        "labelFlush": False,
        "labelPadding": 6,
        "titlePadding": 10,
    },
    "legend": {
        "labelColor": LIGHT["ink"],
        "labelFontSize": FONT_PX,
        "labelLimit": 300,
        "orient": "top",
        "offset": 12,
        "symbolOpacity": 1,
        "title": None,
    },
    "title": {
        "anchor": "start",
        "color": LIGHT["ink"],
        "fontSize": FONT_PX,
        "frame": "group",
        "subtitleColor": LIGHT["quiet"],
        "subtitleFontSize": FONT_PX,
        "subtitlePadding": 3,
    },
    "view": {"stroke": None},
    "text": {"color": LIGHT["ink"], "fontSize": FONT_PX},
    "background": "transparent",
    "padding": 2,
}

Rows = Sequence[Mapping[str, Any]]
"""Rows of a query, or marks of a chart: each a mapping of fields to plain values."""

_SLIM = frozenset(" !'()*,-./:;I[]fijlrt|")


def theme() -> str:
    """Return CSS that names the colours, dark on a dark screen, and recolours charts.

    Paper wants the light ones.
    """
    swaps = "".join(
        f'[fill="{colour}"]{{fill:var(--{name})}}'
        f'[stroke="{colour}"]{{stroke:var(--{name})}}'
        for name, colour in LIGHT.items()
    )
    dark = f"@media screen and (prefers-color-scheme:dark){{{_root(DARK)}}}"
    return f"{_root(LIGHT)}{dark}{swaps}"


def _root(colours: Mapping[str, str]) -> str:
    texts = (f"--{name}:{colour};" for name, colour in colours.items())
    return f":root{{{''.join(texts)}}}"


def named(name: str) -> alt.Chart:
    """Return a chart of the rows of this name, to be given its mark.

    Altair would validate each value of rows that it holds against the schema of
    Vega-Lite, which takes ten times as long as the drawing.
    """
    return alt.Chart(alt.NamedData(name=name))


def vega_lite(chart: ChartType, rows: Mapping[str, Rows]) -> str:
    """Return a chart with its rows as Vega-Lite, in the style of the report."""
    spec = {**chart.to_dict(), "config": VEGA_CONFIG, "datasets": rows}
    return json.dumps(spec, ensure_ascii=False)


def time_axis(starts: Mapping[int, str], **options: Any) -> alt.Axis:
    """Return an axis of which each name begins at its value."""
    return alt.Axis(
        values=list(starts),
        labelExpr=f"{json.dumps(starts)}[datum.value]",
        labelAlign="left",
        title=None,
        **options,
    )


def name_axis(labels: Sequence[str], **options: Any) -> alt.Axis:
    """Return an axis whose field counts the labels from 0."""
    return alt.Axis(
        labelExpr=f"{json.dumps(labels)}[datum.value]",
        labelColor=LIGHT["ink"],
        labelLimit=0,
        title=None,
        grid=False,
        **options,
    )


def groups(colours: Mapping[str, str]) -> alt.Color:
    """Return the colours of the field ``group``, with a legend."""
    return alt.Color(
        "group:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(symbolStrokeColor=LIGHT["paper"]),
    )


def shortened(text: str, width_px: float) -> str:
    """Return a name that is drawn about as wide as there is room, with … for the rest.

    Vega's own limit cuts in the middle of an emoji, which vl-convert gives up at.
    """
    room = width_px / FONT_PX
    kept = ""
    for character in text:
        room -= _width_em(character)
        if room < 0:
            return f"{kept[:-1].rstrip()}…"
        kept += character
    return kept


def text_width_px(text: str) -> float:
    """Return about how many pixels a text is wide, rather too many."""
    return FONT_PX * sum(map(_width_em, text))


def _width_em(character: str) -> float:
    if character in _SLIM:
        return 0.37
    if character in "MWmw@%":
        return 0.97
    if not character.isascii():
        return 1.1
    return 0.7 if character.isupper() else 0.57


def count_text(count: float) -> str:
    """Return a count for people, with separators of thousands."""
    return f"{count:,.0f}"


def percent_text(share: float) -> str:
    """Return a share for people: one decimal, two digits below one per cent."""
    percent = 100 * share
    if 0 < percent < 1:
        return f"{percent:.2g}\N{NO-BREAK SPACE}%"
    return f"{percent:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}%"
