"""The result of the audit as people read it."""

from typing import Any

from horizonscale.audit.result import result_json


def a_test(
    name: str, expected: dict[str, Any], actual: dict[str, Any]
) -> dict[str, Any]:
    return {
        "name": name,
        "status": "pass" if expected == actual else "fail",
        "severity": "error",
        "expected": expected,
        "actual": actual,
        "description": f"What {name} proves.",
    }


def a_result(*tests: dict[str, Any]) -> dict[str, Any]:
    passed = sum(test["status"] == "pass" for test in tests)
    return {
        "success": passed == len(tests),
        "statistics": {
            "checks": len(tests),
            "passed": passed,
            "failed": len(tests) - passed,
            "hosts": 2000,
            "days": 1096,
            "tables": {},
        },
        "tests": list(tests),
    }


def test_json_keeps_its_order_and_ends_its_line() -> None:
    text = result_json(a_result(a_test("one", {"b": 1, "a": "é"}, {"b": 1, "a": "é"})))
    assert text.startswith('{\n  "success": true,\n  "statistics": {')
    assert text.index('"b"') < text.index('"a"')
    assert "é" in text and text.endswith("}\n")
