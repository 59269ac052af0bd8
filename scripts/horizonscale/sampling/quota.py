"""Quota allocation: every prefix of the fleet holds its exact proportions.

For weights that are multiples of 1/period the class of host ``i`` is entry
``i mod period`` of one table, so it depends on the weights and ``i`` alone, and on
no seed. The table is Tijdeman's solution of the chairman assignment problem (R.
Tijdeman, Discrete Mathematics 32, 1980): in each prefix of n hosts every class has
fewer than one host more or less than n times its weight.
"""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import lcm

MAX_PERIOD = 10_000


def period(weights: Sequence[Fraction]) -> int:
    """Return the fewest hosts that can have the weights exactly."""
    return lcm(*(weight.denominator for weight in weights))


def table(weights: Sequence[Fraction]) -> list[int]:
    """Return the class of each host of one period.

    Parameters
    ----------
    weights : sequence of Fraction
        Shares that sum to 1.

    Returns
    -------
    list of int
        ``period(weights)`` classes, indices into ``weights``.
    """
    length = period(weights)
    parts = [int(weight * length) for weight in weights]
    classes = [index for index, part in enumerate(parts) if part]
    if len(classes) == 1:
        return classes * length
    # The next host of a class may not come before its release, and of the classes
    # released the one with the least deadline is served; each follows from how many
    # hosts the class has. Deadlines are counted in units that make them integers.
    margin = 2 * len(classes) - 2
    unit = lcm(*(parts[index] for index in classes))

    def waiting(index: int, count: int) -> tuple[int, int, int, int]:
        release = -(-length * (margin * count + 1) // (margin * parts[index]))
        deadline = (margin * (count + 1) - 1) * (unit // parts[index])
        return release, deadline, index, count

    later = [waiting(index, 0) for index in classes]
    heapify(later)
    released: list[tuple[int, int, int]] = []
    order = []
    for size in range(1, length + 1):
        while later and later[0][0] <= size:
            heappush(released, heappop(later)[1:])
        _, index, count = heappop(released)  # Tijdeman: one class is always due
        order.append(index)
        heappush(later, waiting(index, count + 1))
    return order


def smallest_fleet(weights: Sequence[Fraction]) -> int:
    """Return the fewest hosts among which every class of weight > 0 appears."""
    order = table(weights)
    return 1 + max(order.index(index) for index in set(order))
