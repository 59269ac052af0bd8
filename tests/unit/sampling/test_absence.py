"""How likely a fleet lacks a class, and the size that it needs."""

import itertools
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from horizonscale.sampling import absence
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


@given(shares_of_six_places(most=6), st.integers(1, 60))
def test_absence_is_bounded_by_the_sum_over_classes(shares, hosts):
    exact = min(Fraction(1), sum((1 - share) ** hosts for share in shares))
    found = Fraction(absence.absence_probability(shares, hosts))
    assert abs(found - exact) < Fraction(1, 10**36)


@given(shares_of_six_places(most=5), st.integers(1, 30))
@settings(max_examples=50)
def test_absence_is_never_likelier_than_its_bound(shares, hosts):
    # Inclusion and exclusion: the exact probability that some class is absent.
    exact = Fraction(0)
    for subset in range(1, 1 << len(shares)):
        members = [share for bit, share in enumerate(shares) if subset >> bit & 1]
        exact -= (-1) ** len(members) * (1 - sum(members)) ** hosts
    bound = Fraction(absence.absence_probability(shares, hosts))
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
    assert float(absence.absence_probability(rare, hosts)) == pytest.approx(
        probability, rel=1e-4
    )


@given(shares_of_six_places(most=8))
def test_the_smallest_fleet_is_the_smallest(shares):
    assume(min(shares) > 0)
    hosts = absence.smallest_fleet(shares)
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
        hosts = absence.smallest_fleet([Fraction(rare, 1000), 1 - Fraction(rare, 1000)])

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
    assert absence.smallest_fleet([Fraction(1)]) == 1
