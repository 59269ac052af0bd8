"""A chart as SVG: its words, its tooltips, and nothing from elsewhere."""

import re
from xml.etree import ElementTree

import pytest
from horizonscale.charts import LAYOUTS, WIDE, Data, finished, shortened
from horizonscale.report_palette import DARK, LIGHT
from horizonscale.report_svg import standalone, svg

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "</text><script>alert(1)</script> ]]> \"'& \uffff 🎈"


def drawn(names, layout=WIDE, alternative="What it shows"):
    data = Data()
    rows = [{"name": name, "value": 1 + len(name)} for name in names]
    chart = (
        data.of(rows)
        .mark_bar(color=LIGHT["blue"])
        .encode(x="value:Q", y="name:N", description="name:N")
    )
    return svg(finished(chart, layout, data), "A <title>", alternative, "bars")


def test_a_picture_says_what_it_is():
    root = ElementTree.fromstring(drawn(["a"]))
    ids = root.get("aria-labelledby").split()
    spoken = {element.get("id"): element.text for element in root}
    assert root.get("role") == "img"
    assert [spoken[name] for name in ids] == ["A <title>", "What it shows"]


def test_every_mark_has_its_tooltip():
    root = ElementTree.fromstring(drawn(["a", "b", "c"]))
    titles = [element.text for element in root.findall(f".//{SVG}path/{SVG}title")]
    assert titles == ["a", "b", "c"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_of_any_characters_stay_text(layout):
    text = drawn([NASTY, "plain"], layout, alternative=NASTY)
    root = ElementTree.fromstring(text)
    assert root.find(f".//{SVG}script") is None
    titles = [element.text for element in root.findall(f".//{SVG}path/{SVG}title")]
    assert titles[0] == NASTY.replace("\uffff", "\N{REPLACEMENT CHARACTER}")
    ElementTree.fromstring(standalone(text))


def test_a_picture_asks_for_nothing():
    text = standalone(drawn(["a"]), dark=True)
    addresses = set(re.findall(r"https?://[^\"' ]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "@import" not in text
    assert not re.search(r"(href|src)=", text)


def test_a_slide_has_paper_and_turns_dark_only_on_request():
    plain, both = (standalone(drawn(["a"]), dark=dark) for dark in (False, True))
    assert f'fill="{LIGHT["paper"]}"' in plain
    assert "<style>" not in plain
    assert DARK["paper"] in both
    for text in (plain, both):
        ElementTree.fromstring(text)


def test_ids_of_two_pictures_on_a_page_differ():
    data = Data()
    rows = [{"x": 1, "y": 1}, {"x": 9, "y": 9}]
    chart = data.of(rows).mark_line(clip=True).encode(x="x:Q", y="y:Q")
    spec = finished(chart, WIDE, data)
    one, other = (svg(spec, "t", "d", name) for name in ("one", "other"))
    assert "url(#one-" in one
    ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in (one, other)]
    assert ids[0] and not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]


@pytest.mark.parametrize("text", ["a", "ΩΩ", "🎈" * 90, "W" * 90, "i" * 90, "a\uffff"])
def test_a_shortened_name_fits_and_keeps_whole_characters(text):
    short = shortened(text, 100, WIDE)
    short.encode()
    assert len(short) <= 100 / WIDE.font_size / 0.3
    if len(text) < 3:
        assert short == text.replace("\uffff", "\N{REPLACEMENT CHARACTER}")
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
