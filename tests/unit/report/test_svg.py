"""A chart as SVG: its words, its tooltips, and nothing from elsewhere."""

import re
from xml.etree import ElementTree

from horizonscale.report.style import DARK, LIGHT, named, vega_lite
from horizonscale.report.svg import Figure, standalone, svg

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "</text><script>alert(1)</script> ]]> \"'& 🎈"


def drawn(*names, alternative="What it shows", figure="bars"):
    rows = [{"name": name, "value": 1 + len(name)} for name in names]
    chart = (
        named("rows")
        .mark_bar(color=LIGHT["blue"], clip=True)
        .encode(x="value:Q", y="name:N", description="name:N")
    )
    return svg(
        Figure(
            figure, "A <title>", alternative, (), (), vega_lite(chart, {"rows": rows})
        )
    )


def tooltips(text):
    root = ElementTree.fromstring(text)
    return [element.text for element in root.findall(f".//{SVG}path/{SVG}title")]


def test_a_picture_says_what_it_is_and_each_mark_what_it_counts():
    text = drawn("a", "b", "c")
    root = ElementTree.fromstring(text)
    ids = root.get("aria-labelledby").split()
    spoken = {element.get("id"): element.text for element in root}
    assert root.get("role") == "img"
    assert [spoken[name] for name in ids] == ["A <title>", "What it shows"]
    assert tooltips(text) == ["a", "b", "c"]


def test_names_of_any_characters_stay_text():
    text = drawn(NASTY, "plain", alternative=NASTY)
    assert ElementTree.fromstring(text).find(f".//{SVG}script") is None
    assert tooltips(text)[0] == NASTY
    ElementTree.fromstring(standalone(text))


def test_a_picture_asks_for_nothing():
    text = standalone(drawn("a"), dark=True)
    addresses = set(re.findall(r"https?://[^\"' ]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "@import" not in text
    assert not re.search(r"(href|src)=", text)


def test_a_slide_has_paper_and_turns_dark_only_on_request():
    plain, both = (standalone(drawn("a"), dark=dark) for dark in (False, True))
    assert f'fill="{LIGHT["paper"]}"' in plain
    assert "<style>" not in plain
    assert DARK["paper"] in both
    for text in (plain, both):
        ElementTree.fromstring(text)


def test_ids_of_two_pictures_on_a_page_differ():
    one, other = (drawn("a", figure=name) for name in ("one", "other"))
    assert "url(#one-" in one
    ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in (one, other)]
    assert ids[0] and not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]
