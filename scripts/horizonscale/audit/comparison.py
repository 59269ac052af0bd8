"""Whether what was seen is what was expected, subject by subject."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypedDict, TypeGuard

Value: TypeAlias = Any
"""One value of JSON, or the columns of a row by name: the checks differ in that."""


class Range(TypedDict):
    """A count that chance decides: its mean, and the fewest and most that pass."""

    count: float
    low: int
    high: int


Expected = Mapping[str, Value]
Actual = Mapping[str, Value]

NOTHING = object()
"""Stands for the value of a subject that only one side has."""


def differences(
    expected: Expected, actual: Actual
) -> Iterator[tuple[str, Value, Value]]:
    """Yield each subject whose values disagree, with both.

    A subject that one side lacks disagrees; its value there is ``NOTHING``.
    """
    extra = [subject for subject in actual if subject not in expected]
    for subject in [*expected, *extra]:
        wanted = expected.get(subject, NOTHING)
        seen = actual.get(subject, NOTHING)
        if not _agree(wanted, seen):
            yield subject, wanted, seen


def is_range(value: object) -> TypeGuard[Range]:
    """Return whether an expected value is a range of counts."""
    return isinstance(value, dict) and value.keys() == {"count", "low", "high"}


def _agree(wanted: object, seen: object) -> bool:
    if is_range(wanted):
        return isinstance(seen, int) and wanted["low"] <= seen <= wanted["high"]
    # 1 is not True: a column that changed its type is not what was asked for.
    return bool(wanted == seen) and isinstance(wanted, bool) == isinstance(seen, bool)
