"""From a chart to SVG: inside the report, and as a file for slides.

The SVG needs no script and no other file. Each mark that has a description carries it
as a tooltip, and the whole is one picture with a text of its own for those who cannot
see it.
"""

import json
import re
from typing import Any
from xml.etree import ElementTree

import vl_convert

from horizonscale.charts import drawable
from horizonscale.report_palette import DARK, LIGHT, swapped

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SPOKEN = ("role", "aria-label", "aria-roledescription", "aria-hidden")


def svg(spec: dict[str, Any], title: str, alternative: str, name: str) -> str:
    """Draw a chart.

    Parameters
    ----------
    spec : dict
        Vega-Lite, with all its data.
    title, alternative : str
        What the picture is, and what it shows, for readers who cannot see it.
    name : str
        Unique among the pictures of a page: its ids begin with it.

    Returns
    -------
    str
        An ``svg`` element in light colours.
    """
    drawn = vl_convert.vegalite_to_svg(drawable(json.dumps(spec, ensure_ascii=False)))
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314 vl-convert wrote it
    for element in root.iter():
        _tidy(element, name)
    for position, (tag, text) in enumerate((("title", title), ("desc", alternative))):
        spoken = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        spoken.text = drawable(text)
        root.insert(position, spoken)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    return ElementTree.tostring(root, encoding="unicode")


def standalone(drawn: str, *, dark: bool = False) -> str:
    """Return a drawn chart as a file of its own.

    Parameters
    ----------
    drawn : str
        What ``svg`` returned.
    dark : bool
        Whether it turns dark where the reader prefers that. Slides want plain colours.
    """
    head, bracket, rest = drawn.partition(">")
    paper = f'<rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>'
    style = ""
    if dark:
        rules = swapped(DARK)
        style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return f"{head}{bracket}{style}{paper}{rest}\n"


def _tidy(element: ElementTree.Element, name: str) -> None:
    """Turn descriptions into tooltips, shorten numbers and make ids unique."""
    is_mark = element.get("role") == "graphics-symbol" and "axis" not in element.get(
        "class", ""
    )
    text = element.get("aria-label")
    for attribute in _SPOKEN:
        element.attrib.pop(attribute, None)
    if is_mark and text and element.get("fill") is not None:
        tooltip = ElementTree.Element(f"{{{_SVG}}}title")
        tooltip.text = text
        element.insert(0, tooltip)
    for attribute, value in element.attrib.items():
        if attribute == "id":
            element.set(attribute, f"{name}-{value}")
        elif "url(#" in value:
            element.set(attribute, _REFERENCE.sub(rf"url(#{name}-\1)", value))
        elif attribute in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
            element.set(attribute, _NUMBER.sub(_shortened, value))


def _shortened(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}"
