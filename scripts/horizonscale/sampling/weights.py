"""Exact arithmetic on weights: shares and thresholds."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

WORD_BITS = 64


CONTEXT = Context(prec=40)


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


def as_decimal(value: Fraction | int) -> Decimal:
    """Return a value to the 40 digits of ``CONTEXT``."""
    value = Fraction(value)
    return CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
