"""Each figure draws what it is given, whatever size a config makes that."""

from xml.etree import ElementTree

from horizonscale.report.figures.behaviours import behaviours
from horizonscale.report.style import LIGHT
from horizonscale.report.svg import svg


def profiles(count):
    return [
        {
            "scenario": f"S{index // 2}",
            "variant": "V" if index % 2 else "W",
            "risk": "rare" if index % 2 else "common",
            "weight": 0.1,
            "base_utilisation_min_pct": 90.0,
            "base_utilisation_max_pct": 100.0,
            "growth_pct": -20.0,
            "season_amplitude_pct": 100.0,
            "noise_pct": 1.0,
            "bursts_per_30d": 2.0,
            "host_count": index,
        }
        for index in range(count)
    ]


def test_all_colours_of_a_chart_have_a_dark_partner():
    root = ElementTree.fromstring(svg(behaviours(profiles(2), "2023-01-01", 400)))
    used = {
        value
        for element in root.iter()
        for value in (element.get("fill"), element.get("stroke"))
        if value and value not in ("none", "transparent")
    }
    assert used <= set(LIGHT.values())
