"""The bounds of counts: few false alarms, and close enough to find a fault."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from horizonscale.audit.expected import bounds


def at_least(hosts: int, percent: int, count: int) -> Fraction:
    """Return the exact probability of that count or more."""
    ways = sum(
        comb(hosts, k) * percent**k * (100 - percent) ** (hosts - k)
        for k in range(count, hosts + 1)
    )
    return Fraction(ways, 100**hosts)


def count_bounds(hosts: int, share: Fraction, cells: int) -> tuple[int, int]:
    low, high = bounds.count_bounds(hosts, np.array([float(share)]), cells)
    return int(low[0]), int(high[0])


@pytest.mark.parametrize("hosts", [1, 7, 50, 400])
@pytest.mark.parametrize("percent", [1, 5, 20, 50, 99])
@pytest.mark.parametrize("cells", [1, 40])
def test_count_bounds_raise_no_more_false_alarms_than_they_say(hosts, percent, cells):
    fewest, most = count_bounds(hosts, Fraction(percent, 100), cells)
    too_many = at_least(hosts, percent, most + 1)
    too_few = 1 - at_least(hosts, percent, fewest)
    assert too_many <= Fraction(1, 2000) / (2 * cells)
    assert too_few <= Fraction(1, 2000) / (2 * cells)


@pytest.mark.parametrize(
    ("hosts", "share"),
    [(2000, "0.35"), (2000, "0.01"), (100_000, "0.05"), (10**9, "0.4")],
)
def test_count_bounds_are_close_enough_to_find_a_wrong_weight(hosts, share):
    share = Fraction(share)
    fewest, most = count_bounds(hosts, share, 50)
    assert 0 <= fewest <= hosts * share <= most <= hosts
    deviation = float(hosts * share * (1 - share)) ** 0.5
    assert most - fewest < 2 * (5 * deviation + 8)


def test_count_bounds_widen_with_the_number_of_cells():
    one = count_bounds(10_000, Fraction(1, 4), 1)
    many = count_bounds(10_000, Fraction(1, 4), 1000)
    assert many[0] < one[0] < one[1] < many[1]


def test_count_bounds_leave_no_room_without_chance():
    assert count_bounds(2000, Fraction(0), 50) == (0, 0)
    assert count_bounds(2000, Fraction(1), 50) == (2000, 2000)
