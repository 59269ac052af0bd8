"""How likely a fleet lacks a class, and the smallest fleet that probably has all."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from horizonscale.sampling.weights import CONTEXT, as_decimal

ABSENCE_LIMIT = Fraction(1, 1000)


def absence_probability(weights: Iterable[Fraction], hosts: int) -> Decimal:
    """Bound from above the probability that at least one class has no host."""
    total = Decimal(0)
    for weight in weights:
        missing = as_decimal(1 - weight)
        total = CONTEXT.add(total, CONTEXT.power(missing, hosts) if missing else 0)
    return min(total, Decimal(1))


def smallest_fleet(weights: Sequence[Fraction]) -> int:
    """Return the fewest hosts at which absence is no likelier than its limit."""
    low, high = 1, 1
    limit = as_decimal(ABSENCE_LIMIT)
    while absence_probability(weights, high) > limit:
        low, high = high + 1, high * 2
    while low < high:
        middle = (low + high) // 2
        if absence_probability(weights, middle) > limit:
            low = middle + 1
        else:
            high = middle
    return low
