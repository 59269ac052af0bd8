"""Rules of weights, and of the names that they stand beside."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from horizonscale.config.entries import Weighted
from horizonscale.config.errors import ErrorDetails

WEIGHT_PLACES = 6

Rule = Callable[..., Iterable[ErrorDetails]]


def weights_errors(key: str, entries: Sequence[Weighted]) -> Iterable[ErrorDetails]:
    """Refuse weights of many places, and those that do not sum to exactly 1."""
    for index, entry in enumerate(entries):
        if not has_places(entry.weight, WEIGHT_PLACES):
            yield ErrorDetails(
                f"{key}[{index}] ({entry.name}).weight",
                float(entry.weight),
                f"must have at most {WEIGHT_PLACES} decimal places.",
                "Round it, and let the weights still sum to 1.",
            )
            return
    total = sum((entry.weight for entry in entries), Fraction(0))
    if total != 1:
        verb = "add" if total < 1 else "take away"
        yield ErrorDetails(
            key,
            [float(entry.weight) for entry in entries],
            f"the weights sum to {float(total)}, and must sum to 1.",
            f"Scale them, or {verb} {_plain(abs(1 - total))}.",
        )


def unique_errors(
    key: str, names: Sequence[str], field: str = "name"
) -> Iterable[ErrorDetails]:
    """Refuse names of a list that are the same, or differ in case alone."""
    counts = Counter(name.casefold() for name in names)
    for name in names:
        if counts.pop(name.casefold(), 0) > 1:
            yield ErrorDetails(
                key,
                name,
                f"is the {field} of more than one entry.",
                "Rename or remove one; upper and lower case count as the same.",
            )


def unknown_errors(
    key: str, names: Sequence[str], other_key: str, entries: Sequence[Weighted]
) -> Iterable[ErrorDetails]:
    """Refuse names that the entries of another key do not have."""
    known = [entry.name for entry in entries]
    for name in names:
        if name not in known:
            yield ErrorDetails(
                key,
                name,
                f"is no entry of {other_key}.",
                f"Entries there: {', '.join(known)}.",
            )


def weighted_names(key: str) -> Rule:
    """Return the rule of a list of names with weights."""

    def rule(entries: Sequence[Weighted]) -> Iterable[ErrorDetails]:
        yield from unique_errors(key, [entry.name for entry in entries])
        yield from weights_errors(key, entries)

    return rule


def has_places(value: Fraction, places: int) -> bool:
    """Return whether a decimal has no more than so many places."""
    return (value * Fraction(10**places)).denominator == 1


def _plain(value: Fraction) -> str:
    """Write a weight as a decimal, and never with an exponent."""
    return f"{float(value):.{WEIGHT_PLACES}f}".rstrip("0").rstrip(".")
