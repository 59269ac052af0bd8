"""Colours and names that can be read, in the light and in the dark, by everybody."""

import itertools
import re

import pytest
from horizonscale.report.style import (
    DARK,
    FONT_PX,
    HEATS,
    LIGHT,
    percent_text,
    shortened,
    theme,
)

THEMES = {"light": LIGHT, "dark": DARK}
# Colour vision without one kind of cone, on linear RGB: Viénot, Brettel and Mollon,
# "Digital video colourmaps for checking the legibility of displays by dichromats",
# 1999.
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deutan": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def linear(colour: str) -> list[float]:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ["ink", "quiet", "passed", "alarm", "blue"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_stands_out(theme, text, ground):
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", ["blue", "orange", "ink"])
def test_marks_stand_out(theme, mark):
    assert contrast(THEMES[theme][mark], THEMES[theme]["paper"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_on_a_heat_map_stand_out(theme):
    colours = THEMES[theme]
    for index, heat in enumerate(HEATS):
        text = "low_heat" if index < len(HEATS) // 2 else "high_heat"
        assert contrast(colours[heat], colours[text]) >= 4.5, heat


@pytest.mark.parametrize("theme", THEMES)
def test_a_heat_map_goes_one_way(theme):
    values = [luminance(THEMES[theme][name]) for name in HEATS]
    assert values == sorted(values, reverse=theme == "light")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", DICHROMATS)
def test_the_two_groups_differ_without_red_or_green(theme, vision):
    seen = [
        [
            sum(
                weight * value
                for weight, value in zip(row, linear(THEMES[theme][name]), strict=True)
            )
            for row in DICHROMATS[vision]
        ]
        for name in ("blue", "orange")
    ]
    (_, _, blue), (_, _, other) = seen
    assert blue - other > 0.3


def test_each_light_colour_is_one_colour_only():
    """Charts in light colours are swapped by colour."""
    assert len(set(LIGHT.values())) == len(LIGHT)
    for colour in itertools.chain(LIGHT.values(), DARK.values()):
        assert re.fullmatch("#[0-9a-f]{6}", colour)


def test_the_style_sheet_names_every_colour():
    dark_screen = r"@media screen and \(prefers-color-scheme:dark\)"
    light, dark, rules = re.fullmatch(
        rf":root{{(.*?)}}{dark_screen}{{:root{{(.*?)}}}}(.*)", theme()
    ).groups()
    for name, colour in LIGHT.items():
        assert f"--{name}:{colour};" in light
        assert f"--{name}:{DARK[name]};" in dark
        assert f'[fill="{colour}"]{{fill:var(--{name})}}' in rules
        assert f'[stroke="{colour}"]{{stroke:var(--{name})}}' in rules


@pytest.mark.parametrize("text", ["a", "ΩΩ", "🎈" * 90, "W" * 90, "i" * 90])
def test_a_shortened_name_fits_and_keeps_whole_characters(text):
    short = shortened(text, 100)
    short.encode()
    assert len(short) <= 100 / FONT_PX / 0.3
    if len(text) < 3:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0"), (0.28, "28"), (0.1955, "19.6"), (0.00012, "0.012"), (1, "100")],
)
def test_shares_are_short(share, text):
    assert percent_text(share) == f"{text}\N{NO-BREAK SPACE}%"
