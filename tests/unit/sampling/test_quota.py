"""Quota: every prefix of the fleet has its proportions to within one host."""

from fractions import Fraction
from itertools import pairwise

import pytest
from horizonscale.sampling import quota
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_fleet import deal

parts = st.lists(st.integers(0, 40), min_size=1, max_size=9).filter(any)


def shares(parts: list[int]) -> list[Fraction]:
    return [Fraction(part, sum(parts)) for part in parts]


@given(parts)
def test_every_prefix_is_within_one_host_of_its_share(parts):
    weights = shares(parts)
    counts = [0] * len(weights)
    for size, index in enumerate(quota.table(weights), 1):
        counts[index] += 1
        for count, weight in zip(counts, weights, strict=True):
            assert abs(count - size * weight) < 1


@given(parts)
def test_one_period_has_the_exact_proportions(parts):
    weights = shares(parts)
    order = quota.table(weights)
    assert len(order) == quota.period(weights)
    for index, weight in enumerate(weights):
        assert order.count(index) == weight * len(order)


@given(parts)
@settings(max_examples=30)
def test_the_table_is_that_of_the_definition(parts):
    weights = shares(parts)
    order = quota.table(weights)
    for index in {0, len(order) // 2, len(order) - 1}:
        assert order[index] == deal(weights, index)


@given(parts)
def test_the_period_is_the_shortest_that_comes_out_even(parts):
    weights = shares(parts)
    period = quota.period(weights)
    even = [
        size
        for size in range(1, period + 1)
        if all((size * weight).denominator == 1 for weight in weights)
    ]
    assert even == [period]


@given(parts)
def test_the_smallest_fleet_shows_every_class_and_one_host_less_does_not(parts):
    weights = shares(parts)
    order = quota.table(weights)
    hosts = quota.smallest_fleet(weights)
    present = {index for index, weight in enumerate(weights) if weight}
    assert set(order[:hosts]) == present
    assert hosts == 1 or set(order[: hosts - 1]) != present


def test_equal_weights_take_turns():
    order = quota.table([Fraction(1, 3)] * 3)
    assert sorted(order) == [0, 1, 2]
    halves = quota.table([Fraction(1, 2)] * 2) * 5
    assert all(one != other for one, other in pairwise(halves))


@pytest.mark.parametrize(
    ("weights", "order"),
    [
        ([Fraction(1)], [0]),
        ([Fraction(0), Fraction(1)], [1]),
        ([Fraction(1), Fraction(0)], [0]),
    ],
)
def test_one_class_has_all_hosts(weights, order):
    assert quota.table(weights) == order
    assert quota.smallest_fleet(weights) == 1


def test_a_long_period_of_many_classes_is_dealt_to_the_end():
    parts = [*range(1, 41), 1180]
    order = quota.table([Fraction(part, 2000) for part in parts])
    assert [order.count(index) for index in range(41)] == parts
