"""Rules across keys: weights to the last millionth, and the hints they give."""

import itertools
import re

import pytest
from configs import DEFAULT, edited, named
from horizonscale.config.checks.cross_checks import cross_errors
from hypothesis import given, settings
from hypothesis import strategies as st

MILLION = 10**6
LISTS = ("departments", "criticality_tiers", "regions", "server_types")


def errors(**changes):
    return cross_errors({**DEFAULT, **changes}, set(), changes)


def behaviours(*shares):
    """Return scenarios of two variants each, from (weight, common share) pairs."""
    common, rare = DEFAULT["scenarios"][0]["variants"]
    return [
        {
            "name": f"s{number}",
            "weight": weight,
            "variants": [
                {**common, "weight": share},
                {**rare, "weight": round(1 - share, 6)},
            ],
        }
        for number, (weight, share) in enumerate(shares)
    ]


@given(cuts=st.lists(st.integers(0, MILLION), max_size=50), slip=st.integers(-1, 1))
def test_one_millionth_too_many_or_too_few_is_found(cuts, slip):
    edges = [0, *sorted(cuts), MILLION]
    parts = [high - low for low, high in itertools.pairwise(edges)]
    parts[parts.index(max(parts))] += slip
    found = errors(regions=named(*(part / MILLION for part in parts)))
    assert [error.remedy for error in found] == {
        -1: ["Scale them, or add 0.000001."],
        0: [],
        1: ["Scale them, or take away 0.000001."],
    }[slip]


@pytest.mark.parametrize("key", LISTS)
def test_every_list_of_weights_and_names_is_checked(key):
    assert {one.key for one in errors(**edited(key, 0, weight=0.0))} == {key}
    same = DEFAULT[key][1]["name"].upper()
    [found] = errors(**edited(key, 0, name=same))
    assert (found.key, found.value) == (key, same)


def test_each_classification_has_hardware():
    virtual = [
        model
        for model in DEFAULT["hardware_models"]
        if model["classification"] == "virtual"
    ]
    [found] = errors(hardware_models=virtual)
    assert str(found) == (
        "hardware_models: has no model of classification physical. Add one."
    )


@given(
    weight=st.integers(20, MILLION - 20).filter(lambda part: part % 10),
    common=st.integers(500_000, 999_000),
)
@settings(max_examples=25)
def test_the_size_in_the_hint_is_the_smallest_that_is_accepted(weight, common):
    scenarios = behaviours(
        (weight / MILLION, common / MILLION), ((MILLION - weight) / MILLION, 0.8)
    )
    [found] = errors(scenarios=scenarios, hosts=1)
    assert found.key == "hosts"
    enough = int(re.search(r"at least (\d+) hosts", found.remedy)[1])
    assert errors(scenarios=scenarios, hosts=enough) == []
    assert errors(scenarios=scenarios, hosts=enough - 1)


def test_a_hint_can_be_followed():
    scenarios = behaviours((0.000001, 0.000001), (0.999999, 0.000001))
    [found] = errors(scenarios=scenarios)
    assert found.remedy == "Give it more weight, or use allocation: quota."


def test_the_longest_period_that_quota_takes():
    fits = behaviours((0.5, 0.9998), (0.5, 0.5))
    assert errors(allocation="quota", hosts=20_000, scenarios=fits) == []
    long = behaviours((0.5, 0.99999), (0.5, 0.5))
    [found] = errors(allocation="quota", hosts=20_000, scenarios=long)
    assert found.key == "allocation"
    assert "these need 200000" in found.allowed


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_a_behaviour_of_weight_zero_is_refused(allocation):
    scenarios = behaviours((0.5, 1.0), (0.5, 0.5))
    [found] = errors(scenarios=scenarios, allocation=allocation)
    assert (found.key, found.value) == ("scenarios", "s0 / BREACH")


def test_rules_wait_for_keys_that_are_already_faulty():
    broken = {**DEFAULT, "scenarios": None, "start_date": 5, "hosts": "x"}
    assert cross_errors(broken, {"scenarios", "start_date", "hosts"}, set()) == []
    slim = edited("scenarios", 0, weight=0.34)
    assert [error.key for error in errors(**slim, hosts=1)] == ["scenarios"]
    same = [{"name": "virtual", "weight": 0.5}] * 2
    assert {error.key for error in errors(classifications=same)} == {"classifications"}


@pytest.mark.parametrize(
    ("start", "end", "keys"),
    [("2023-01-01", "2023-01-01", []), ("2023-01-02", "2023-01-01", ["start_date"])],
)
def test_the_window(start, end, keys):
    found = errors(start_date=start, end_date=end)
    assert [error.key for error in found] == keys


@pytest.mark.parametrize(("shards", "refused"), [(1, 0), (2000, 0), (2001, 1)])
def test_no_more_shards_than_hosts(shards, refused):
    assert [error.key for error in errors(shards=shards)] == ["shards"] * refused


def test_bursts_and_names_of_telemetry():
    assert not errors(telemetry_burst_min_pct=40)
    [found] = errors(telemetry_burst_min_pct=41)
    assert (found.key, found.value) == ("telemetry_burst_min_pct", 41)
    entry = {"name": "wbe", "weekend_pct": 80, "month_end_pct": 0}
    [found] = errors(telemetry_roles=[entry])
    assert (found.key, found.value) == ("telemetry_roles", "wbe")
    entry = {"name": "test", "liveliness_pct": 80}
    [found] = errors(telemetry_environments=[entry, {**entry, "name": "TEST"}])
    assert (found.key, found.value) == ("telemetry_environments", "test")
    # The default lists may name what a fleet has not.
    assert not errors(environments=[{"name": "live", "weight": 1.0}])
