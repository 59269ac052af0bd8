"""Settings are parsed once: exact, typed, and by the part that a step reads."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from configs import DEFAULT, config, edited, named, settings
from horizonscale.config.parsing import parse, slice_json, types
from horizonscale.config.settings import (
    CalendarSettings,
    FleetSettings,
    HostSettings,
    Settings,
)
from hypothesis import given
from hypothesis import strategies as st

MILLION = 10**6


@given(st.integers(0, MILLION))
def test_a_weight_of_six_places_is_exact(millionths):
    [region] = settings(regions=named(millionths / MILLION)).weighted["region"]
    assert region.weight == Fraction(millionths, MILLION)


@pytest.mark.parametrize(
    ("written", "exact"),
    [(0.1, Fraction(1, 10)), (1, 1), (1e-06, Fraction(1, MILLION))],
)
def test_a_weight_is_the_decimal_that_was_written(written, exact):
    [region] = settings(regions=named(written)).weighted["region"]
    assert region.weight == exact
    assert isinstance(region.weight, Fraction)


def test_parameters_are_the_decimals_that_were_written():
    changed = edited("scenarios", 0, "variants", 0, growth_pct=-99.999, noise_pct=0.1)
    dna = settings(**changed).behaviours[0].dna
    assert dna.growth_pct == Decimal("-99.999")
    assert dna.parameters["noise_pct"] == Decimal("0.1")
    assert [*dna.parameters] == [
        "base_utilisation_min_pct",
        "base_utilisation_max_pct",
        "growth_pct",
        "season_amplitude_pct",
        "noise_pct",
        "bursts_per_30d",
    ]


def test_days_and_large_numbers():
    parsed = settings(seed=2**64 - 1, start_date="2024-02-29")
    assert parsed.seed == 2**64 - 1
    assert parsed.start_date == date(2024, 2, 29)


def test_behaviours_are_every_scenario_with_each_of_its_variants(default_settings):
    found = default_settings.behaviours
    assert [(one.label, one.risk, 100 * one.weight) for one in found] == [
        ("STEADY_GROWTH / NORMAL", "common", 28),
        ("STEADY_GROWTH / BREACH", "rare", 7),
        ("LOW_IDLE / STABLE", "common", 20),
        ("LOW_IDLE / VARIABLE", "rare", 5),
        ("SEASONAL / BALANCED", "common", 16),
        ("SEASONAL / EXTREME", "rare", 4),
        ("BURST / MODERATE", "common", 12),
        ("BURST / EXTREME", "rare", 3),
        ("CAPACITY_BREACH / IMMINENT", "common", 4),
        ("CAPACITY_BREACH / SEVERE", "rare", 1),
    ]


def test_settings_cannot_be_changed(default_settings):
    with pytest.raises(FrozenInstanceError):
        default_settings.hosts = 5
    with pytest.raises(TypeError):
        default_settings.weighted["region"] = ()


def test_a_part_is_parsed_from_its_slice_as_from_the_whole(default_config):
    for part in (HostSettings, FleetSettings, CalendarSettings):
        assert parse(part, slice_json(default_config, part)) == parse(
            part, default_config
        )


def test_a_slice_keeps_numbers_and_names_as_they_are():
    text = config(start_date="2024-02-29", company="Bank {x} 🚀")
    assert '"start_date":"2024-02-29"' in slice_json(text, CalendarSettings)
    assert '"company":"Bank {x} 🚀"' in slice_json(text, FleetSettings)
    assert slice_json(text, Settings) == text
    assert slice_json(text, None) == "{}"
    assert set(types(Settings)) == set(DEFAULT)
