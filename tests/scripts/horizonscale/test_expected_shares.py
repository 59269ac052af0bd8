"""Ranges of counts: wide enough for chance, narrow enough to find a wrong weight."""

from copy import deepcopy
from math import lcm
from typing import Any

import pytest
from horizonscale import quota
from horizonscale.behaviours import behaviours
from horizonscale.checks import CHECKS
from horizonscale.comparison import is_range
from horizonscale.expectations import Context, subject_of
from horizonscale.expected_shares import compared_cells, counts

COUNTS = [check.name for check in CHECKS if check.name.endswith("_counts")]
SHARED = [name for name in COUNTS if name != "calendar_counts"]
QUOTA = ["behaviour_counts", "scenario_counts", "risk_counts"]


def a_context(settings: dict[str, Any], **changes: Any) -> Context:
    return Context({**settings, **changes}, [], {})


@pytest.mark.parametrize("name", SHARED)
def test_means_sum_to_the_whole(name: str, default_settings: dict[str, Any]) -> None:
    ranges = counts(name)(a_context(default_settings))
    applications = name == "criticality_tier_counts"
    whole = 84 if applications else default_settings["hosts"]
    # Means have three places, so that many can miss the whole by a little.
    assert sum(item["count"] for item in ranges.values()) == pytest.approx(
        whole, abs=0.001 * len(ranges)
    )
    for item in ranges.values():
        assert is_range(item)
        assert item["low"] <= item["count"] <= item["high"]


def test_all_cells_are_counted(default_settings: dict[str, Any]) -> None:
    context = a_context(default_settings)
    cells = sum(len(counts(name)(context)) for name in SHARED)
    assert compared_cells(default_settings) == cells
    # Behaviours, scenarios, risks; classifications, models, types; regions,
    # departments, applications; tiers.
    assert cells == (10 + 5 + 2) + (2 + 21 + 4) + (4 + 7 + 84) + 4


@pytest.mark.parametrize("name", SHARED)
def test_a_doubled_weight_is_found_in_a_large_fleet(
    name: str, default_settings: dict[str, Any]
) -> None:
    context = a_context(default_settings, hosts=1_000_000)
    for item in counts(name)(context).values():
        if name != "criticality_tier_counts":  # applications do not grow in number
            assert item["high"] < 2 * item["count"]
            assert item["low"] > item["count"] / 2


@pytest.mark.parametrize("hosts", [1, 99, 100, 101, 400, 2000])
@pytest.mark.parametrize("name", QUOTA)
def test_quota_keeps_within_its_ranges(
    name: str, hosts: int, default_settings: dict[str, Any]
) -> None:
    settings = {**deepcopy(default_settings), "hosts": hosts, "allocation": "quota"}
    profiles = behaviours(settings)
    order = quota.table([item.weight for item in profiles])
    keys = {
        "behaviour_counts": subject_of,
        "scenario_counts": lambda item: item.scenario,
        "risk_counts": lambda item: item.risk,
    }
    dealt = [keys[name](profiles[order[index % len(order)]]) for index in range(hosts)]
    for subject, item in counts(name)(a_context(settings)).items():
        assert item["low"] <= dealt.count(subject) <= item["high"]


def test_quota_is_exact_where_proportions_come_out_even(
    default_settings: dict[str, Any],
) -> None:
    weights = [item.weight for item in behaviours(default_settings)]
    hosts = lcm(*(weight.denominator for weight in weights))
    context = a_context(default_settings, hosts=hosts, allocation="quota")
    for name in QUOTA:
        for item in counts(name)(context).values():
            assert item["low"] == item["count"] == item["high"]


def test_a_weight_of_nothing_or_all_leaves_no_room(
    default_settings: dict[str, Any],
) -> None:
    regions = [{"name": "na", "weight": 1.0}, {"name": "emea", "weight": 0.0}]
    assert counts("region_counts")(a_context(default_settings, regions=regions)) == {
        "na": {"count": 2000.0, "low": 2000, "high": 2000},
        "emea": {"count": 0.0, "low": 0, "high": 0},
    }
