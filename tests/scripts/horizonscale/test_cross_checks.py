"""Rules across keys: weights to the last millionth, and the hints they give."""

import itertools
import re
from copy import deepcopy

import pytest
from horizonscale.cross_checks import cross_faults
from hypothesis import given, settings
from hypothesis import strategies as st

MILLION = 10**6
LISTS = ("departments", "criticality_tiers", "regions", "server_types")


def faults(settings, **changes):
    return cross_faults({**settings, **changes}, set())


def named(millionths):
    return [
        {"name": f"n{number}", "weight": part / MILLION}
        for number, part in enumerate(millionths)
    ]


def behaviours(settings, *shares):
    """Return scenarios of two variants each, from (weight, common share) pairs."""
    common, rare = settings["scenarios"][0]["variants"]
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


def test_the_default_fleet_has_no_faults(default_settings):
    assert faults(default_settings) == []


@given(parts=st.lists(st.integers(0, MILLION // 2), min_size=1, max_size=20))
def test_weights_sum_to_exactly_1_or_are_refused(default_settings, parts):
    found = faults(default_settings, regions=named(parts))
    assert bool(found) == (sum(parts) != MILLION)


@given(cuts=st.lists(st.integers(0, MILLION), max_size=50), slip=st.integers(-1, 1))
def test_one_millionth_too_many_or_too_few_is_found(default_settings, cuts, slip):
    edges = [0, *sorted(cuts), MILLION]
    parts = [high - low for low, high in itertools.pairwise(edges)]
    largest = parts.index(max(parts))
    parts[largest] += slip
    found = faults(default_settings, regions=named(parts))
    assert [fault.remedy for fault in found] == {
        -1: ["Scale them, or add 0.000001."],
        0: [],
        1: ["Scale them, or take away 0.000001."],
    }[slip]


@pytest.mark.parametrize("key", LISTS)
def test_every_list_of_weights_is_checked(default_settings, key):
    entries = deepcopy(default_settings[key])
    entries[0]["weight"] = 0.0
    assert {fault.key for fault in faults(default_settings, **{key: entries})} == {key}


@pytest.mark.parametrize("key", LISTS)
def test_every_list_of_names_is_checked(default_settings, key):
    entries = deepcopy(default_settings[key])
    entries[0]["name"] = entries[1]["name"].upper()
    (found,) = faults(default_settings, **{key: entries})
    assert (found.key, found.value) == (key, entries[0]["name"])


def test_a_name_given_three_times_is_one_fault(default_settings):
    entries = [{"name": "a", "weight": weight} for weight in (0.5, 0.25, 0.25)]
    assert len(faults(default_settings, regions=entries)) == 1


@given(
    weight=st.integers(20, MILLION - 20).filter(lambda part: part % 10),
    common=st.integers(500_000, 999_000),
)
@settings(max_examples=25)
def test_the_size_in_the_hint_is_the_smallest_that_is_accepted(
    default_settings, weight, common
):
    scenarios = behaviours(
        default_settings,
        (weight / MILLION, common / MILLION),
        ((MILLION - weight) / MILLION, 0.8),
    )
    (found,) = faults(default_settings, scenarios=scenarios, hosts=1)
    assert found.key == "hosts"
    enough = int(re.search(r"at least (\d+) hosts", found.remedy)[1])
    assert faults(default_settings, scenarios=scenarios, hosts=enough) == []
    assert faults(default_settings, scenarios=scenarios, hosts=enough - 1)


def test_the_hint_for_quota_is_the_smallest_that_is_accepted(default_settings):
    quota = {**default_settings, "allocation": "quota"}
    (found,) = faults(quota, hosts=1)
    assert found.remedy == "Use at least 85 hosts."
    assert faults(quota, hosts=85) == []
    assert faults(quota, hosts=84)


def test_a_hint_can_be_followed(default_settings):
    scenarios = behaviours(default_settings, (0.000001, 0.5), (0.999999, 0.000001))
    scenarios[0]["variants"][0]["weight"] = 0.000001
    scenarios[0]["variants"][1]["weight"] = 0.999999
    (found,) = faults(default_settings, scenarios=scenarios)
    assert found.remedy == "Give it more weight, or use allocation: quota."


def test_the_longest_period_that_quota_takes(default_settings):
    quota = {**default_settings, "allocation": "quota", "hosts": 20_000}
    fits = behaviours(default_settings, (0.5, 0.9998), (0.5, 0.5))
    assert faults(quota, scenarios=fits) == []
    long = behaviours(default_settings, (0.5, 0.99999), (0.5, 0.5))
    (found,) = faults(quota, scenarios=long)
    assert found.key == "allocation"
    assert "these need 200000" in found.allowed


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_a_behaviour_of_weight_zero_is_refused(default_settings, allocation):
    scenarios = behaviours(default_settings, (0.5, 1.0), (0.5, 0.5))
    (found,) = faults(default_settings, scenarios=scenarios, allocation=allocation)
    assert found.key == "scenarios"
    assert found.value == "s0 / BREACH"


def test_rules_wait_for_keys_that_are_already_faulty(default_settings):
    broken = {**default_settings, "scenarios": None, "start_date": 5, "hosts": "x"}
    assert cross_faults(broken, {"scenarios", "start_date", "hosts"}) == []


def test_the_size_waits_for_the_weights(default_settings):
    scenarios = deepcopy(default_settings["scenarios"])
    scenarios[0]["weight"] = 0.34
    found = faults(default_settings, scenarios=scenarios, hosts=1)
    assert [fault.key for fault in found] == ["scenarios"]


def test_hardware_waits_for_its_classifications(default_settings):
    same = [{"name": "virtual", "weight": 0.5}] * 2
    found = faults(default_settings, classifications=same)
    assert {fault.key for fault in found} == {"classifications"}


@pytest.mark.parametrize(
    ("start", "end", "keys"),
    [
        ("2023-01-01", "2023-01-01", []),
        ("2023-01-02", "2023-01-01", ["start_date"]),
        ("2023-02-29", "2023-13-01", ["start_date", "end_date"]),
        ("2024-02-29", "2100-02-29", ["end_date"]),
    ],
)
def test_the_window(default_settings, start, end, keys):
    found = faults(default_settings, start_date=start, end_date=end)
    assert [fault.key for fault in found] == keys


def test_settings_are_only_read(default_settings):
    kept = deepcopy(default_settings)
    faults(default_settings)
    assert default_settings == kept


@pytest.mark.parametrize(("shards", "refused"), [(1, 0), (2000, 0), (2001, 1)])
def test_no_more_shards_than_hosts(default_settings, shards, refused):
    found = faults(default_settings, shards=shards)
    assert [fault.key for fault in found] == ["shards"] * refused
