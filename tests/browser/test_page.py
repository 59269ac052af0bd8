"""The report in a real browser: what it asks for, what is drawn, whether it is read."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import vl_convert
from horizonscale.audit.checks import CHECKS
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page
from workflow.conftest import Workflow

PHONE, DESKTOP = (390, 844), (1280, 900)
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")]
SCHEMES = ["light", "dark"]
FLEETS = ["default_report", "hostile_report"]
# Marks of each chart of the default fleet: one for each row of what it shows.
MARKS = {
    "behaviours": 10 * 4,
    "counts": 10 * 2,
    "regions": 4 * 7,
    "hardware": 21 * 2,
    "shapes": 18,
    "applications": 84,
    "estate": 20 * 8,
    "calendar": 1096,
}
CHARTS = len(MARKS)


@dataclass
class Opened:
    """A page, with what it said and what it asked for."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def look(browser: Browser) -> Iterator:
    contexts = []

    def opened(workflow: Workflow, size=DESKTOP, scheme="light", **options) -> Opened:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.on("console", lambda message: seen.messages.append(message.text))
        seen.page.on("pageerror", lambda error: seen.messages.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.goto((workflow.folder / "results/report.html").as_uri())
        return seen

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=FLEETS)
def fleet(request) -> Workflow:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("size", SIZES)
def test_it_loads_in_silence_and_asks_for_nothing(look, fleet, size):
    seen = look(fleet, size)
    seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
    seen.page.wait_for_timeout(300)
    assert seen.messages == []
    assert seen.requests == [(fleet.folder / "results/report.html").as_uri()]
    assert seen.page.title().endswith("hosts")
    assert seen.page.evaluate("document.scripts.length + document.images.length") == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("opened", [False, True], ids=["closed", "opened"])
def test_nothing_is_wider_than_the_screen(look, fleet, size, opened):
    page = look(fleet, size).page
    if opened:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_every_chart_has_its_marks(look, default_report, size):
    page = look(default_report, size).page
    drawn = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('figure svg')]
            .map(svg => [svg.closest('section').id,
                [...svg.querySelectorAll('.role-mark path, .role-mark line')]
                .filter(mark => {
                    const box = mark.getBoundingClientRect();
                    return box.width + box.height > 1
                        && (mark.querySelector('title') || mark.closest('.concat *')
                            || svg.closest('#behaviours'));
                }).length]))"""
    )
    assert drawn.keys() == MARKS.keys()
    assert {name: drawn[name] >= count for name, count in MARKS.items()} == (
        dict.fromkeys(MARKS, True)
    ), drawn


@pytest.mark.parametrize("size", SIZES)
def test_each_picture_is_there_once_and_says_what_it_shows(look, fleet, size):
    page = look(fleet, size).page
    pictures = page.get_by_role("img").all()
    assert len(pictures) == CHARTS
    for picture in pictures:
        words = picture.evaluate(
            """svg => svg.getAttribute('aria-labelledby').split(' ')
                .map(id => document.getElementById(id).textContent)"""
        )
        assert all(len(text) > 10 for text in words), words
    repeated = page.evaluate(
        """() => [...document.querySelectorAll('[id]')].map(e => e.id)
            .filter((id, at, all) => all.indexOf(id) !== at)"""
    )
    assert repeated == []


def test_the_numbers_of_each_chart_are_text_too(look, default_report):
    page = look(default_report).page
    for name in MARKS:
        table = page.locator(f"#{name} details table")
        assert table.locator("tbody tr").count() > 3, name
        assert table.locator("thead th[scope=col]").count() > 2, name
    assert page.locator(".audit > tbody > tr").count() == len(CHECKS)


CONTRAST = """() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const linear = v => (v /= 255) <= 0.04045 ? v / 12.92
        : ((v + 0.055) / 1.055) ** 2.4;
    const luminance = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const ground = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = getComputedStyle(e).backgroundColor;
            if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
        return paper;
    };
    const faint = [];
    for (const e of document.querySelectorAll('body *')) {
        if (!e.checkVisibility() || e.closest('svg')) continue;
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        const found = ratio(getComputedStyle(e).color, ground(e));
        if (found < 4.5) faint.push([e.textContent.slice(0, 40), found]);
    }
    for (const e of document.querySelectorAll('figure svg text')) {
        if (e.closest('#regions, #estate')) continue;  // their text stands on tiles
        const found = ratio(getComputedStyle(e).fill, paper);
        if (found < 4.5) faint.push([e.textContent.slice(0, 40), found]);
    }
    return faint;
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_all_text_stands_out_from_what_it_stands_on(look, default_report, size, scheme):
    page = look(default_report, size, scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("size", SIZES)
def test_letters_in_charts_are_large_enough_to_read(look, default_report, size):
    page = look(default_report, size).page
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('figure svg text')]
            .map(text => {
                const {a, b} = text.getScreenCTM();
                return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
            }))"""
    )
    assert smallest >= 8.5


def test_paper_is_white_whatever_the_screen_is(look, default_report):
    page = look(default_report, DESKTOP, "dark").page
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(17, 22, 28)"
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


def image(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def blurred(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.resize(size, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_screenshots_are_what_another_renderer_draws(look, default_report):
    """Chromium and resvg have nothing in common but the SVG and the fonts of here.

    Blurred to cells of eight pixels, so that hinting does not count; a chart that the
    page hides, squeezes, crops or recolours does.
    """
    page = look(default_report).page
    for svg in page.locator("figure svg").all():
        name = svg.get_attribute("aria-labelledby")
        shot = image(svg.screenshot())
        source = svg.evaluate("svg => new XMLSerializer().serializeToString(svg)")
        drawn = image(vl_convert.svg_to_png(source, scale=2))
        cells = (max(1, shot.width // 8), max(1, shot.height // 8))
        one, other = blurred(shot, cells), blurred(drawn, cells)
        empty = Image.new("RGB", cells, "white")
        assert difference(one, empty) > 1.5, name
        assert difference(one, other) < 0.35 * difference(other, empty), name


@pytest.mark.parametrize("size", SIZES)
def test_the_dark_page_is_the_light_one_in_other_colours(look, default_report, size):
    shots, places = [], []
    for scheme in SCHEMES:
        page = look(default_report, size, scheme).page
        shots.append(image(page.screenshot(full_page=True)))
        places.append(
            page.evaluate(
                """() => [...document.querySelectorAll('section, svg, td')].map(e => {
                    const {x, y, width, height} = e.getBoundingClientRect();
                    return [x, y, width, height].map(Math.round);
                })"""
            )
        )
    light, dark = shots
    assert places[0] == places[1]
    assert light.size == dark.size
    assert ImageStat.Stat(light.convert("L")).mean[0] > 200
    assert ImageStat.Stat(dark.convert("L")).mean[0] < 70


@pytest.mark.parametrize("size", SIZES)
def test_charts_scroll_in_their_boxes_where_a_screen_is_narrow(
    look, default_report, size
):
    page = look(default_report, size).page
    scrolls = page.evaluate(
        """() => [...document.querySelectorAll('figure .scroll')]
            .map(box => box.scrollWidth > box.clientWidth)"""
    )
    assert scrolls == [size == PHONE] * CHARTS


def test_it_can_be_read_with_the_keyboard_alone(look, default_report):
    page = look(default_report).page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names_are_shown_and_not_obeyed(look, hostile_report, size):
    page = look(hostile_report, size).page
    assert page.title() != "broken"
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
    text = page.locator("body").inner_text()
    assert "<script>document.title='broken'</script>" in text
    assert '"><img src=x onerror=' in text
    assert "{x} '{{ 7*7 }}" in text
    assert not re.search(r"undefined|NaN", text)
