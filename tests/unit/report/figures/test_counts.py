"""Each figure draws what it is given, whatever size a config makes that."""

from xml.etree import ElementTree

import pytest
from horizonscale.report.figures.counts import counts
from horizonscale.report.figures.dot_plot import MAX_ROWS
from horizonscale.report.figures.hardware import hardware
from horizonscale.report.figures.regions import regions
from horizonscale.report.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


BOUND = {"count": 1, "low": 0, "high": 9}


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


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


@pytest.mark.parametrize("count", [2, 40])
def test_counts_have_a_bar_and_a_dot_each(count):
    expected = {
        f"S{n // 2} / {'VW'[n % 2 == 0]}": {"count": 1.5, "low": 0, "high": 3}
        for n in range(count)
    }
    figure = counts(profiles(count), expected)
    words = [
        f"{name}: {n} hosts; 2 expected, 0 to 3 allowed"
        for n, name in enumerate(expected)
    ]
    assert tooltips(figure) == words[:MAX_ROWS] * 2
    assert figure.rows[1] == ("S0 / V", "rare", "1.5", "0", "3", "1")
    rare = sum(range(1, count, 2))
    assert f"{rare} hosts" in figure.headline
    assert f"S{count // 2 - 1} / V has the most, {count - 1}" in figure.alternative


def test_the_names_of_the_default_fleet_are_not_cut(default_settings):
    fleet = default_settings
    models = [
        {"hardware_model": model.name, "classification": "virtual", "host_count": 1}
        for model in fleet.hardware_models
    ]
    behaviours = [
        {"scenario": b.scenario, "variant": b.variant, "risk": b.risk, "host_count": 1}
        for b in fleet.behaviours
    ]
    drawn = [
        hardware(models, {model["hardware_model"]: BOUND for model in models}),
        counts(behaviours, {b.label: BOUND for b in fleet.behaviours}),
        regions(
            [{"region": "na", "department": "Corporate", "host_count": 1}],
            [region.name for region in fleet.weighted["region"]],
            [department.name for department in fleet.departments],
        ),
    ]
    assert all("…" not in svg(figure) for figure in drawn)
