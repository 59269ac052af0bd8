"""What all charts of the report share: their two layouts and their looks."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from horizonscale.report_palette import LIGHT

Spec = dict[str, Any]
Rows = list[dict[str, Any]]

# Metrics are the same for all of these, so text fits whichever a machine has.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_SLIM = frozenset(" !'()*,-./:;I[]fijlrt|")
_NOT_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Layout:
    """One of the two shapes that each chart is drawn in; sizes in pixels."""

    name: str
    width: int
    font_size: float

    @property
    def hairline(self) -> float:
        """Width of the thinnest line, one of many."""
        return 0.7 if self.is_wide else 0.4

    @property
    def is_wide(self) -> bool:
        """Whether there is room for labels beside the marks."""
        return self.name == "wide"


WIDE = Layout("wide", 960, 13)
NARROW = Layout("narrow", 350, 11)
LAYOUTS = (WIDE, NARROW)


class Data:
    """The rows that a chart is drawn from.

    Altair would validate each value against the schema of Vega-Lite: rows that it knows
    by name alone spare that, which took ten times as long as the drawing.
    """

    def __init__(self) -> None:
        self.datasets: dict[str, Rows] = {}

    def of(self, rows: Rows) -> alt.Chart:
        """Return a chart of these rows, to be given its mark."""
        name = f"rows{len(self.datasets)}"
        self.datasets[name] = rows
        return alt.Chart(alt.NamedData(name=name))


def finished(chart: Any, layout: Layout, data: Data) -> Spec:
    """Return a chart with its data as Vega-Lite, in the looks of the report."""
    colour, size = LIGHT, layout.font_size
    axis = {
        "labelColor": colour["quiet"],
        "labelFontSize": size,
        "titleColor": colour["quiet"],
        "titleFontSize": size,
        "titleFontWeight": "normal",
        "gridColor": colour["grid"],
        "domain": False,
        "ticks": False,
        "labelFlush": False,
        "labelPadding": 6,
        "titlePadding": 10,
    }
    legend = {
        "labelColor": colour["ink"],
        "labelFontSize": size,
        "labelLimit": 300,
        "orient": "top",
        "offset": 12,
        "symbolOpacity": 1,
        "title": None,
    }
    title = {
        "anchor": "start",
        "color": colour["ink"],
        "fontSize": size,
        "frame": "group",
        "subtitleColor": colour["quiet"],
        "subtitleFontSize": size,
        "subtitlePadding": 3,
    }
    looks = {
        "font": FONT,
        "axis": axis,
        "legend": legend,
        "title": title,
        "header": {"labelColor": colour["ink"], "labelFontSize": size, "title": None},
        "view": {"stroke": None},
        "text": {"color": colour["ink"], "fontSize": size},
        "background": "transparent",
        "padding": 2,
    }
    spec: Spec = chart.configure(**looks).to_dict()
    return {**spec, "datasets": data.datasets}


def name_axis(labels: Sequence[str | list[str]], **options: Any) -> alt.Axis:
    """Return an axis whose field counts the labels from 0; a list has a line each."""
    texts = json.dumps(labels)
    return alt.Axis(
        labelExpr=f"{texts}[datum.value]",
        labelColor=LIGHT["ink"],
        labelLimit=0,
        title=None,
        grid=False,
        **options,
    )


def shortened(text: str, width: float, layout: Layout) -> str:
    """Return a name that is drawn about as wide as there is room, with … for the rest.

    Vega's own limit cuts in the middle of an emoji, which vl-convert gives up at, as it
    does at the noncharacters that XML does not have.
    """
    room = width / layout.font_size
    kept = ""
    for letter in drawable(text):
        room -= _width_em(letter)
        if room < 0:
            return f"{kept[:-1].rstrip()}…"
        kept += letter
    return kept


def _width_em(letter: str) -> float:
    """Return about how wide a letter of the font is, rather too much."""
    if letter in _SLIM:
        return 0.37
    if letter in "MWmw@%":
        return 0.97
    if not letter.isascii():
        return 1.1
    return 0.7 if letter.isupper() else 0.57


def text_width(text: str, layout: Layout) -> float:
    """Return about how many pixels a text is wide, rather too many."""
    return layout.font_size * sum(map(_width_em, text))


def drawable(text: str) -> str:
    """Return a text with what XML cannot hold replaced."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def count_text(count: float) -> str:
    """Return a count for people, with separators of thousands."""
    return f"{count:,.0f}"


def percent_text(share: float) -> str:
    """Return a share for people: one decimal, two digits below one per cent."""
    percent = 100 * share
    if 0 < percent < 1:
        return f"{percent:.2g}\N{NO-BREAK SPACE}%"
    return f"{percent:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}%"
