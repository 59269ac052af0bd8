"""Exact weights: thresholds, shares, bounds and the size that a fleet needs."""

import itertools
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import comb

import pytest
from horizonscale import weights
from hypothesis import assume, given, settings
from hypothesis import strategies as st

MILLION = 10**6


@st.composite
def shares_of_six_places(draw, most=12):
    """Draw weights of at most six places that sum to 1, zeros among them."""
    cuts = draw(st.lists(st.integers(0, MILLION), max_size=most - 1))
    edges = [0, *sorted(cuts), MILLION]
    parts = [high - low for low, high in itertools.pairwise(edges)]
    return [Fraction(part, MILLION) for part in draw(st.permutations(parts))]


def at_least(hosts: int, percent: int, count: int) -> Fraction:
    """Return the exact probability of that count or more."""
    ways = sum(
        comb(hosts, k) * percent**k * (100 - percent) ** (hosts - k)
        for k in range(count, hosts + 1)
    )
    return Fraction(ways, 100**hosts)


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


@given(shares_of_six_places(most=6), st.integers(1, 60))
def test_absence_is_bounded_by_the_sum_over_classes(shares, hosts):
    exact = min(Fraction(1), sum((1 - share) ** hosts for share in shares))
    found = Fraction(weights.absence_probability(shares, hosts))
    assert abs(found - exact) < Fraction(1, 10**36)


@given(shares_of_six_places(most=5), st.integers(1, 30))
@settings(max_examples=50)
def test_absence_is_never_likelier_than_its_bound(shares, hosts):
    # Inclusion and exclusion: the exact probability that some class is absent.
    exact = Fraction(0)
    for subset in range(1, 1 << len(shares)):
        members = [share for bit, share in enumerate(shares) if subset >> bit & 1]
        exact -= (-1) ** len(members) * (1 - sum(members)) ** hosts
    bound = Fraction(weights.absence_probability(shares, hosts))
    assert exact <= bound + Fraction(1, 10**36)


@pytest.mark.parametrize(
    ("share", "hosts", "probability"),
    [  # by hand: 0.99 ** 2000 and so on
        ("0.01", 2000, 1.8638e-9),
        ("0.002", 2000, 0.018242),
        ("0.001", 2000, 0.13520),
        ("0.01", 100, 0.36603),
    ],
)
def test_absence_of_one_rare_class(share, hosts, probability):
    rare = [Fraction(share), 1 - Fraction(share)]
    assert float(weights.absence_probability(rare, hosts)) == pytest.approx(
        probability, rel=1e-4
    )


@given(shares_of_six_places(most=8))
def test_the_smallest_fleet_is_the_smallest(shares):
    assume(min(shares) > 0)
    hosts = weights.smallest_fleet(shares)
    with localcontext(Context(prec=80)):
        missing = [
            1 - Decimal(share.numerator) / Decimal(share.denominator)
            for share in shares
        ]
        assert sum(share**hosts for share in missing) <= Decimal("0.001")
        assert hosts == 1 or (
            sum(share ** (hosts - 1) for share in missing) > Decimal("0.001")
        )


def test_the_smallest_fleet_of_two_classes_at_every_thousandth():
    sizes = set()
    for rare in range(1, 501):
        hosts = weights.smallest_fleet([Fraction(rare, 1000), 1 - Fraction(rare, 1000)])

        def absent(size, rare=rare):
            return 1000 * ((1000 - rare) ** size + rare**size), 1000**size

        likelihood, limit = absent(hosts)
        assert likelihood <= limit
        likelihood, limit = absent(hosts - 1)
        assert likelihood > limit
        sizes.add(hosts)
    # Sizes at which a search by doubling could be off by one.
    assert {15, 16, 17, 31, 32, 33} <= sizes


def test_the_smallest_fleet_of_one_class_is_one_host():
    assert weights.smallest_fleet([Fraction(1)]) == 1


@pytest.mark.parametrize("hosts", [1, 7, 50, 400])
@pytest.mark.parametrize("percent", [1, 5, 20, 50, 99])
@pytest.mark.parametrize("cells", [1, 40])
def test_count_bounds_raise_no_more_false_alarms_than_they_say(hosts, percent, cells):
    fewest, most = weights.count_bounds(hosts, Fraction(percent, 100), cells)
    too_many = at_least(hosts, percent, most + 1)
    too_few = 1 - at_least(hosts, percent, fewest)
    assert too_many <= Fraction(1, 1000) / (2 * cells)
    assert too_few <= Fraction(1, 1000) / (2 * cells)


@pytest.mark.parametrize(
    ("hosts", "share"),
    [(2000, "0.35"), (2000, "0.01"), (100_000, "0.05"), (10**9, "0.4")],
)
def test_count_bounds_are_close_enough_to_find_a_wrong_weight(hosts, share):
    share = Fraction(share)
    fewest, most = weights.count_bounds(hosts, share, 50)
    assert 0 <= fewest <= hosts * share <= most <= hosts
    deviation = float(hosts * share * (1 - share)) ** 0.5
    assert most - fewest < 2 * (5 * deviation + 8)


def test_count_bounds_widen_with_the_number_of_cells():
    one = weights.count_bounds(10_000, Fraction(1, 4), 1)
    many = weights.count_bounds(10_000, Fraction(1, 4), 1000)
    assert many[0] < one[0] < one[1] < many[1]


def test_count_bounds_leave_no_room_without_chance():
    assert weights.count_bounds(2000, Fraction(0), 50) == (0, 0)
    assert weights.count_bounds(2000, Fraction(1), 50) == (2000, 2000)
