"""Whether what was seen is what was expected, subject by subject."""

from collections.abc import Iterator, Mapping
from typing import Any

NOTHING = object()
"""Stands for the value of a subject that only one side has."""


def differences(
    expected: Mapping[str, Any], actual: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield each subject whose values disagree, with both.

    A subject that one side lacks disagrees; its value there is ``NOTHING``.
    """
    extra = [subject for subject in actual if subject not in expected]
    for subject in [*expected, *extra]:
        wanted = expected.get(subject, NOTHING)
        seen = actual.get(subject, NOTHING)
        if not _agree(wanted, seen):
            yield subject, wanted, seen


def is_range(value: Any) -> bool:
    """Return whether an expected value is a range of counts."""
    return isinstance(value, dict) and value.keys() == {"count", "low", "high"}


def _agree(wanted: Any, seen: Any) -> bool:
    if is_range(wanted):
        return isinstance(seen, int) and wanted["low"] <= seen <= wanted["high"]
    # 1 is not True: a column that changed its type is not what was asked for.
    return bool(wanted == seen) and isinstance(wanted, bool) == isinstance(seen, bool)
