"""The result of the audit, and its JSON."""

import json
from collections.abc import Sequence
from typing import TypedDict

from horizonscale.artifacts.markers import Statistics
from horizonscale.audit.comparison import (
    Actual,
    Expected,
)


class Test(TypedDict):
    """One check; the keys are those of ``docs/audit.schema.json``."""

    name: str
    status: str
    severity: str
    expected: Expected
    actual: Actual
    description: str


class AuditResult(TypedDict):
    """What ``results/audit.json`` holds."""

    success: bool
    statistics: Statistics
    tests: list[Test]


def result_json(result: AuditResult) -> str:
    """Return the result as JSON, in its own order."""
    text = json.dumps(result, allow_nan=False, ensure_ascii=False, indent=2)
    return text + "\n"


def test_named(tests: Sequence[Test], name: str) -> Test:
    """Return the test of this name."""
    return next(test for test in tests if test["name"] == name)
