"""Exact arithmetic on decimal weights: shares, thresholds, absence, bounds.

Everything here is integer, fraction or decimal arithmetic, so that it gives the
same result on every machine. No numpy: the Snakefile imports this module.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

WORD_BITS = 64
FALSE_ALARM_RATE = Fraction(1, 1000)
ABSENCE_LIMIT = Fraction(1, 1000)

_CONTEXT = Context(prec=40)


def zipf_shares(count: int) -> list[Fraction]:
    """Return ``count`` shares proportional to 1/rank that sum to exactly 1."""
    raw = [Fraction(1, rank) for rank in range(1, count + 1)]
    total = sum(raw)
    return [share / total for share in raw]


def thresholds(weights: Sequence[Fraction]) -> list[int]:
    """Return the words at which the next class begins, one less than the weights.

    A word ``w`` belongs to class ``k`` if exactly ``k`` thresholds are ``<= w``.
    Threshold ``k`` is ``floor(2**64 * (weights[0] + ... + weights[k]))``; those at
    2**64 are left out, since no word reaches them.
    """
    bounds = []
    cumulative = Fraction(0)
    for weight in weights[:-1]:
        cumulative += weight
        bounds.append(int(cumulative * 2**WORD_BITS))
    return [bound for bound in bounds if bound < 2**WORD_BITS]


def absence_probability(weights: Iterable[Fraction], hosts: int) -> Decimal:
    """Bound from above the probability that at least one class has no host."""
    total = Decimal(0)
    for weight in weights:
        missing = _decimal(1 - weight)
        total = _CONTEXT.add(total, _CONTEXT.power(missing, hosts) if missing else 0)
    return min(total, Decimal(1))


def smallest_fleet(weights: Sequence[Fraction]) -> int:
    """Return the fewest hosts at which absence is no likelier than its limit."""
    low, high = 1, 1
    limit = _decimal(ABSENCE_LIMIT)
    while absence_probability(weights, high) > limit:
        low, high = high + 1, high * 2
    while low < high:
        middle = (low + high) // 2
        if absence_probability(weights, middle) > limit:
            low = middle + 1
        else:
            high = middle
    return low


def count_bounds(hosts: int, share: Fraction, cells: int) -> tuple[int, int]:
    """Return the fewest and the most hosts that a class of this share may have.

    Bernstein's inequality gives the deviation ``t`` that one binomial count exceeds
    on one side with probability at most ``exp(-t**2 / (2 * (v + t/3)))``, where
    ``v = hosts * share * (1 - share)``. Solved for ``t`` at a probability of
    ``FALSE_ALARM_RATE / (2 * cells)``, so that a sound fleet fails any of ``cells``
    two-sided comparisons with probability at most ``FALSE_ALARM_RATE``.

    Source: Bernstein (1946), as in Boucheron, Lugosi and Massart, "Concentration
    Inequalities", 2013, section 2.8.
    """
    if share in (0, 1):
        return int(hosts * share), int(hosts * share)
    log = _CONTEXT.ln(_decimal(2 * cells / FALSE_ALARM_RATE))
    variance = _decimal(hosts * share * (1 - share))
    square = _CONTEXT.add(
        _CONTEXT.divide(_CONTEXT.multiply(log, log), Decimal(9)),
        _CONTEXT.multiply(2 * log, variance),
    )
    deviation = _CONTEXT.add(_CONTEXT.divide(log, Decimal(3)), _CONTEXT.sqrt(square))
    mean = _decimal(hosts * share)
    fewest = _CONTEXT.subtract(mean, deviation).to_integral_value(ROUND_CEILING)
    most = _CONTEXT.add(mean, deviation).to_integral_value(ROUND_FLOOR)
    return max(0, int(fewest)), min(hosts, int(most))


def _decimal(value: Fraction | int) -> Decimal:
    value = Fraction(value)
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
