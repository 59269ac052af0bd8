"""The result of the audit, for people."""

import json
from collections.abc import Iterator

from horizonscale.audit.comparison import (
    NOTHING,
    differences,
    is_range,
)
from horizonscale.audit.result import AuditResult, Test, test_named
from horizonscale.console.text import printable, table_lines

MAX_SUBJECTS = 10
MAX_CHARACTERS = 80
CHARACTERS_BEFORE = 20


def result_text(result: AuditResult) -> str:
    """Return the result for people: what failed in full, what passed in one line."""
    figures = result["statistics"]
    lines = [f"Audit: {figures['passed']} of {figures['checks']} checks passed."]
    for test in result["tests"]:
        if test["status"] == "fail":
            lines += ["", f"FAIL ({test['severity']}) {test['name']}"]
            lines += [f"  {test['description']}", *_failed_subjects(test)]
    names = [test["name"] for test in result["tests"] if test["status"] == "pass"]
    if names:
        lines += ["", f"Passed: {', '.join(names)}"]
    return "\n".join(lines) + "\n"


def summary_text(result: AuditResult, path: str) -> str:
    """Return what was built, for people: the last lines of a successful run.

    Raises
    ------
    ValueError
        If the audit failed: nothing is complete then.
    """
    if not result["success"]:
        raise ValueError("a database that failed its audit has no summary")
    figures = result["statistics"]
    wanted = test_named(result["tests"], "host_count")["expected"]["hosts"]
    behaviours = test_named(result["tests"], "behaviour_counts")
    table = [
        (
            name,
            f"{100 * expected['count'] / wanted:.2f} %",
            f"{100 * behaviours['actual'][name] / figures['hosts']:.2f} %",
        )
        for name, expected in behaviours["expected"].items()
    ]
    lines = [
        f"Database: {path}",
        f"Hosts:    {figures['hosts']:,}",
        f"Days:     {figures['days']:,}",
        f"Checks:   {figures['passed']} of {figures['checks']} passed",
        "",
        *table_lines([("Behaviour", "Expected", "Actual"), *table], "<>>"),
        "",
        "Genesis Complete",
    ]
    return "\n".join(lines) + "\n"


def _failed_subjects(test: Test) -> Iterator[str]:
    expected, actual = test["expected"], test["actual"]
    if actual.keys() == {"error"} and "error" not in expected:
        yield f"  {printable(actual['error'])}"
        return
    found = list(differences(expected, actual))
    rows = [("Subject", "Expected", "Actual")]
    for subject, wanted, seen in found[:MAX_SUBJECTS]:
        rows.append((_shortened(_text(subject)), *_both(wanted, seen)))
    yield from table_lines(rows, "<<<", indent="  ")
    if len(found) > MAX_SUBJECTS:
        yield f"  and {len(found) - MAX_SUBJECTS} more"


def _both(wanted: object, seen: object) -> tuple[str, str]:
    """Write two values so that their difference can be seen."""
    if is_range(wanted):
        range_text = f"{wanted['count']:g} ({wanted['low']} to {wanted['high']})"
        return range_text, _shortened(_text(seen))
    if isinstance(wanted, dict) and isinstance(seen, dict):
        keys = [subject for subject, _, _ in differences(wanted, seen)]
        wanted = {key: wanted[key] for key in keys if key in wanted}
        seen = {key: seen[key] for key in keys if key in seen}
    left, right = _text(wanted), _text(seen)
    start = 0
    if max(len(left), len(right)) > MAX_CHARACTERS:
        start = max(0, _characters_alike(left, right) - CHARACTERS_BEFORE)
    return _shortened(left, start), _shortened(right, start)


def _characters_alike(left: str, right: str) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    unlike = (index for index, (one, other) in pairs if one != other)
    return next(unlike, min(len(left), len(right)))


def _text(value: object) -> str:
    if value is NOTHING:
        return "none"
    if isinstance(value, str) and value:
        return printable(value)
    return json.dumps(value, ensure_ascii=False)


def _shortened(text: str, start: int = 0) -> str:
    end = start + MAX_CHARACTERS
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
