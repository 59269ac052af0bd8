"""A figure of the report, and its chart as SVG: in the page, and a file for slides.

The SVG needs no script and no other file. Each mark that has a description carries it
as a tooltip, and the whole is one picture with a text of its own for those who cannot
see it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from horizonscale.report.style import FONT, FONT_PX, LIGHT, count_text, theme

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_NOTE_PX = 20  # height of a line
_SPOKEN = ("role", "aria-label", "aria-roledescription", "aria-hidden")


@dataclass(frozen=True)
class Figure:
    """A chart with its words and its numbers.

    Parameters
    ----------
    name : str
        That of its file, its caption and its place in the page.
    headline : str
        What there is to see, in one sentence.
    alternative : str
        What the chart shows, for readers who cannot see it.
    header, rows : sequence
        The numbers as a table.
    chart : str
        Vega-Lite with its data.
    notes : sequence of str
        What the chart leaves out, each a sentence that is drawn below it.
    """

    name: str
    headline: str
    alternative: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    chart: str
    notes: Sequence[str] = ()


def left_out(drawn: int, count: int, what: str) -> list[str]:
    """Return a note on a chart of some of many, or none if it has them all."""
    text = f"Drawn are the first {count_text(drawn)} of {count_text(count)} {what}."
    return [text] if drawn < count else []


def svg(figure: Figure) -> str:
    """Draw a figure in light colours: an ``svg`` element with ids of its own."""
    ElementTree.register_namespace("", _SVG)
    drawn = vl_convert.vegalite_to_svg(figure.chart)
    root = ElementTree.fromstring(drawn)  # noqa: S314 vl-convert wrote it
    for element in root.iter():
        _tidy(element, figure.name)
    _add_below(root, figure.notes)
    alternative = " ".join([figure.alternative, *figure.notes])
    words = (("title", figure.headline), ("desc", alternative))
    for position, (tag, text) in enumerate(words):
        root.insert(position, _element(tag, text, id=f"{figure.name}-{tag}"))
    root.set("role", "img")
    root.set("aria-labelledby", f"{figure.name}-title {figure.name}-desc")
    return ElementTree.tostring(root, encoding="unicode")


def standalone(drawn: str, *, dark: bool = False) -> str:
    """Return a drawn figure as a file of its own.

    Parameters
    ----------
    drawn : str
        What ``svg`` returned.
    dark : bool
        Whether it turns dark where the reader prefers that. Slides want plain colours.
    """
    head, bracket, rest = drawn.partition(">")
    style = f"<style>{theme()}</style>" if dark else ""
    paper = f'<rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>'
    return f"{head}{bracket}{style}{paper}{rest}\n"


def _add_below(root: ElementTree.Element, notes: Sequence[str]) -> None:
    """Write notes below the chart, in a picture that grows by their lines."""
    if not notes:
        return
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    height += _NOTE_PX / 4  # apart from the labels of an axis
    for note in notes:
        height += _NOTE_PX
        text = _element("text", note, x="2", y=f"{height - 5:g}", fill=LIGHT["quiet"])
        text.set("font-family", FONT)
        text.set("font-size", f"{FONT_PX}px")
        root.append(text)
    root.set("height", f"{height:g}")
    root.set("viewBox", f"0 0 {width:g} {height:g}")


def _tidy(element: ElementTree.Element, name: str) -> None:
    """Turn descriptions into tooltips, shorten numbers and make ids unique."""
    is_mark = element.get("role") == "graphics-symbol" and "axis" not in element.get(
        "class", ""
    )
    text = element.get("aria-label")
    for attribute in _SPOKEN:
        element.attrib.pop(attribute, None)
    if is_mark and text and element.get("fill") is not None:
        element.insert(0, _element("title", text))
    for attribute, value in element.attrib.items():
        if attribute == "id":
            element.set(attribute, f"{name}-{value}")
        elif "url(#" in value:
            element.set(attribute, value.replace("url(#", f"url(#{name}-"))
        elif attribute in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
            element.set(attribute, _NUMBER.sub(_rounded, value))


def _element(tag: str, text: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.Element(f"{{{_SVG}}}{tag}", attributes)
    element.text = text
    return element


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}"
