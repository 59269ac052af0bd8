"""How far a count may be from its mean: decimal arithmetic, the same everywhere."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from horizonscale.sampling.weights import CONTEXT, as_decimal

FALSE_ALARM_RATE = Fraction(1, 1000)


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
    log = CONTEXT.ln(as_decimal(2 * cells / FALSE_ALARM_RATE))
    variance = as_decimal(hosts * share * (1 - share))
    square = CONTEXT.add(
        CONTEXT.divide(CONTEXT.multiply(log, log), Decimal(9)),
        CONTEXT.multiply(2 * log, variance),
    )
    deviation = CONTEXT.add(CONTEXT.divide(log, Decimal(3)), CONTEXT.sqrt(square))
    mean = as_decimal(hosts * share)
    fewest = CONTEXT.subtract(mean, deviation).to_integral_value(ROUND_CEILING)
    most = CONTEXT.add(mean, deviation).to_integral_value(ROUND_FLOOR)
    return max(0, int(fewest)), min(hosts, int(most))
