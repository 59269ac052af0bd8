"""Ranges of counts: wide enough for chance, narrow enough to find a wrong weight."""

from math import lcm
from typing import Any

import pytest
from configs import DEFAULT, config, settings
from horizonscale.audit.check import Context
from horizonscale.audit.checks import CHECKS
from horizonscale.audit.comparison import Expected, is_range
from horizonscale.audit.expected.shares import compared_cells, counts
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.settings import Settings
from horizonscale.sampling import quota

COUNTS = [check.name for check in CHECKS if check.name.endswith("_counts")]
SHARED = [name for name in COUNTS if name not in ("calendar_counts", "owner_counts")]
QUOTA = {
    "behaviour_counts": lambda item: item.label,
    "scenario_counts": lambda item: item.scenario,
    "risk_counts": lambda item: item.risk,
}


def expected(check: str, **changes: Any) -> Expected:
    return counts(check)(Context(config(**changes), [], {}))


@pytest.mark.parametrize("name", SHARED)
def test_means_sum_to_the_whole(name: str) -> None:
    ranges = expected(name)
    whole = 84 if name == "criticality_tier_counts" else 2000
    # Means have three places, so that many can miss the whole by a little.
    assert sum(item["count"] for item in ranges.values()) == pytest.approx(
        whole, abs=0.001 * len(ranges)
    )
    for item in ranges.values():
        assert is_range(item)
        assert item["low"] <= item["count"] <= item["high"]


def test_all_cells_are_counted() -> None:
    cells = sum(len(expected(name)) for name in SHARED)
    assert compared_cells(Context(config(), {}, {})) == cells
    # Behaviours, scenarios, risks; classifications, models; departments, applications,
    # tiers.
    others = sum(len(DEFAULT[key]) for key in WEIGHTED_ATTRIBUTES.values())
    assert (
        cells
        == (10 + 5 + 2) + (2 + len(DEFAULT["hardware_models"])) + (7 + 84 + 4) + others
    )


# Applications do not grow in number.
@pytest.mark.parametrize("name", sorted({*SHARED} - {"criticality_tier_counts"}))
def test_a_doubled_weight_is_found_in_a_large_fleet(name: str) -> None:
    for item in expected(name, hosts=1_000_000).values():
        assert item["high"] < 2 * item["count"]
        assert item["low"] > item["count"] / 2


@pytest.mark.parametrize("hosts", [1, 99, 100, 101, 400, 2000])
@pytest.mark.parametrize("name", QUOTA)
def test_quota_keeps_within_its_ranges(
    name: str, hosts: int, default_settings: Settings
) -> None:
    profiles = default_settings.behaviours
    order = quota.table([item.weight for item in profiles])
    key = QUOTA[name]
    dealt = [key(profiles[order[index % len(order)]]) for index in range(hosts)]
    for subject, item in expected(name, hosts=hosts, allocation="quota").items():
        assert item["low"] <= dealt.count(subject) <= item["high"]


def test_quota_is_exact_where_proportions_come_out_even() -> None:
    hosts = lcm(*(item.weight.denominator for item in settings().behaviours))
    for name in QUOTA:
        for item in expected(name, hosts=hosts, allocation="quota").values():
            assert item["low"] == item["count"] == item["high"]


def test_a_weight_of_nothing_or_all_leaves_no_room() -> None:
    regions = [{"name": "na", "weight": 1.0}, {"name": "emea", "weight": 0.0}]
    assert expected("region_counts", regions=regions) == {
        "na": {"count": 2000.0, "low": 2000, "high": 2000},
        "emea": {"count": 0.0, "low": 0, "high": 0},
    }
