"""Exact weights: thresholds and shares."""

import itertools
from fractions import Fraction

import pytest
from horizonscale.sampling import weights
from hypothesis import given
from hypothesis import strategies as st

MILLION = 10**6


@st.composite
def shares_of_six_places(draw, most=12):
    """Draw weights of at most six places that sum to 1, zeros among them."""
    cuts = draw(st.lists(st.integers(0, MILLION), max_size=most - 1))
    edges = [0, *sorted(cuts), MILLION]
    parts = [high - low for low, high in itertools.pairwise(edges)]
    return [Fraction(part, MILLION) for part in draw(st.permutations(parts))]


@given(shares_of_six_places())
def test_thresholds_are_exact(shares):
    millionths = [int(share * MILLION) for share in shares]
    sums = [sum(millionths[: k + 1]) for k in range(len(millionths) - 1)]
    expected = [(total << 64) // MILLION for total in sums if total < MILLION]
    assert weights.thresholds(shares) == expected


def test_thresholds_do_not_gather_the_errors_of_floats():
    tenths = [Fraction("0.1")] * 10
    assert weights.thresholds(tenths) == [(k << 64) // 10 for k in range(1, 10)]
    assert weights.thresholds([Fraction(1)]) == []
    assert weights.thresholds([Fraction(1), Fraction(0)]) == []
    assert weights.thresholds([Fraction(0), Fraction(1)]) == [0]


@pytest.mark.parametrize("count", [1, 2, 12, 500])
def test_zipf_shares_are_proportional_to_one_over_rank(count):
    shares = weights.zipf_shares(count)
    assert len(shares) == count
    assert sum(shares) == 1
    assert all(rank * share == shares[0] for rank, share in enumerate(shares, 1))
