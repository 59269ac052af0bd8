"""Each figure draws what it is given, whatever size a config makes that."""

import pytest
from horizonscale.report.figures.behaviours import MAX_PANELS, behaviours
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


@pytest.mark.parametrize(
    ("count", "days", "first"), [(2, 1, "2024-02-29"), (40, 9000, "1900-01-01")]
)
def test_behaviours_from_one_scenario_to_many(count, days, first):
    figure = behaviours(profiles(count), first, days)
    text = svg(figure)
    panels = sum(f">S{n // 2} / {'VW'[n % 2 == 0]}<" in text for n in range(count))
    assert panels == min(count, MAX_PANELS)
    assert len(figure.rows) == count
