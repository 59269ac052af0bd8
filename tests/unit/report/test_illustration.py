"""The picture of a behaviour follows from its DNA, and from nothing else."""

import hashlib
import json
import statistics

import pytest
from horizonscale.report.illustration import demand_pct, range_pct

FLAT = {
    "scenario": "S",
    "variant": "V",
    "base_utilisation_min_pct": 30.0,
    "base_utilisation_max_pct": 50.0,
    "growth_pct": 0.0,
    "season_amplitude_pct": 0.0,
    "noise_pct": 0.0,
    "bursts_per_30d": 0.0,
}
DAYS = 1096


def test_without_any_movement_demand_is_the_middle_of_its_range():
    assert demand_pct(FLAT, 3) == [(40.0, 40.0)] * 3


def test_growth_is_reached_on_the_last_day():
    demand = demand_pct({**FLAT, "growth_pct": 12.5}, DAYS)
    assert (demand[0][0], demand[-1][0]) == (40.0, 52.5)
    assert demand_pct({**FLAT, "growth_pct": 12.5}, 1) == [(40.0, 40.0)]


def test_season_comes_back_every_year():
    calm = [low for low, _ in demand_pct({**FLAT, "season_amplitude_pct": 20}, DAYS)]
    assert (min(calm), max(calm)) == (20.0, 60.0)
    assert calm[91] == pytest.approx(calm[91 + 1461 // 4], abs=0.5)


def test_noise_has_its_standard_deviation_and_no_bias():
    calm = [low for low, _ in demand_pct({**FLAT, "noise_pct": 4}, 20_000)]
    assert statistics.mean(calm) == pytest.approx(40, abs=0.15)
    assert statistics.stdev(calm) == pytest.approx(4, rel=0.03)


@pytest.mark.parametrize("rate", [0, 0.5, 6, 15, 30, 999])
def test_bursts_are_as_many_as_the_dna_says_and_of_the_stated_height(rate):
    demand = demand_pct({**FLAT, "bursts_per_30d": rate}, 30_000)
    heights = [peak - calm for calm, peak in demand if peak != calm]
    assert len(heights) == pytest.approx(min(rate, 30) * 1000, rel=0.1)
    assert all(14.95 <= height <= 35.05 for height in heights)


def test_there_is_no_demand_to_draw_below_zero():
    dna = {**FLAT, "growth_pct": -100.0, "bursts_per_30d": 15.0}
    demand = demand_pct(dna, DAYS)
    falling = [40 - 100 * day / (DAYS - 1) for day in range(DAYS)]
    for (calm, peak), base in zip(demand, falling, strict=True):
        assert calm == (round(base, 1) if base >= 0 else None)
        assert peak is None or peak >= 0
    assert {calm for calm, _ in demand[-300:]} == {None}


def test_another_behaviour_has_draws_of_its_own():
    noisy = {**FLAT, "noise_pct": 3.0}
    assert demand_pct(noisy, 50) != demand_pct({**noisy, "variant": "W"}, 50)


def test_a_changed_rate_of_bursts_leaves_the_calm_days_alone():
    noisy = {**FLAT, "noise_pct": 3.0, "bursts_per_30d": 1.0}
    before, after = (
        demand_pct({**noisy, "bursts_per_30d": rate}, DAYS) for rate in (1.0, 9.0)
    )
    assert [calm for calm, _ in before] == [calm for calm, _ in after]


def test_the_range_spans_the_window_and_has_no_noise():
    dna = {**FLAT, "growth_pct": 10.0, "noise_pct": 9.0}
    assert range_pct(dna, 11, 7) == [(0, 30.0, 50.0), (7, 37.0, 57.0), (10, 40.0, 60.0)]


def test_the_picture_of_the_default_fleet_never_changes(default_settings):
    """A new value here is a new picture: look at docs/behaviours.svg first."""
    from horizonscale.tables.dna_profiles import dna_profiles

    demands = [
        demand_pct(
            {
                name: value if isinstance(value, str) else float(value)
                for name, value in row.items()
            },
            DAYS,
        )
        for row in dna_profiles(default_settings).to_dicts()
    ]
    digest = hashlib.sha256(json.dumps(demands).encode()).hexdigest()
    assert digest == "4c5d6da7ee9a4cad51c634fdc1e9cdfac940a1a7bfe412917441c4dcfcf51304"
