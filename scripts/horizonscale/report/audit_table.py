"""The audit as a table for people: each check in one row, its subjects on demand."""

import json
from collections.abc import Mapping
from typing import Any

from horizonscale.audit.comparison import NOTHING, differences, is_range
from horizonscale.audit.result import AuditResult, Test

MAX_SHOWN = 3
MAX_SUBJECTS = 100
MAX_CHARACTERS = 300


def audit_rows(result: AuditResult) -> list[dict[str, Any]]:
    """Return the checks of an audit.

    Returns
    -------
    list of dict
        ``name``, ``title``, ``description``, ``status``, ``expected`` and ``actual`` in
        a few words; ``subjects``, a list of (subject, expected, actual), those that
        disagree first and empty where the few words say it all; ``left_out``, how many
        subjects are more than that.
    """
    return [_row(test) for test in result["tests"]]


def _row(test: Test) -> dict[str, Any]:
    expected, actual = test["expected"], test["actual"]
    subjects = list(expected) + [name for name in actual if name not in expected]
    wrong = [subject for subject, _, _ in differences(expected, actual)]
    is_short = len(subjects) <= MAX_SHOWN and not any(
        isinstance(value, dict) or len(str(value)) > 40
        for value in [*expected.values(), *actual.values()]
    )
    shown = [] if is_short else wrong + [name for name in subjects if name not in wrong]
    ranges = sum(is_range(value) for value in expected.values())
    facts = "count" if ranges else "fact"
    return {
        "name": test["name"],
        "title": test["name"].replace("_", " "),
        "description": test["description"],
        "status": test["status"],
        "expected": _words(expected) if is_short else _many(len(expected), facts),
        "actual": _words(actual)
        if is_short
        else f"{len(subjects) - len(wrong)} as expected"
        + (f", {len(wrong)} not" if wrong else ""),
        "subjects": [
            (subject, _text(expected, subject), _text(actual, subject))
            for subject in shown[:MAX_SUBJECTS]
        ],
        "left_out": max(0, len(shown) - MAX_SUBJECTS),
    }


def _words(values: Mapping[str, object]) -> str:
    if not values:
        return "none"
    return ", ".join(
        f"{subject.replace('_', ' ')} {_value(value)}"
        for subject, value in values.items()
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _text(values: Mapping[str, object], subject: str) -> str:
    value = values.get(subject, NOTHING)
    text = "none" if value is NOTHING else _value(value)
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…"


def _value(value: object) -> str:
    if is_range(value):
        return f"{value['count']:,g} ({value['low']:,} to {value['high']:,})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
