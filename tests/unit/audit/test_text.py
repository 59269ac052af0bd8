"""The result of the audit as people read it."""

from typing import Any

import pytest
from horizonscale.audit.text import MAX_SUBJECTS, result_text, summary_text


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


def test_passed_checks_stand_in_one_line() -> None:
    text = result_text(a_result(a_test("one", {}, {}), a_test("two", {}, {})))
    assert text == "Audit: 2 of 2 checks passed.\n\nPassed: one, two\n"


def test_a_failed_check_shows_what_was_expected_and_what_is() -> None:
    result = a_result(
        a_test(
            "regions",
            {"na": {"count": 800.0, "low": 700, "high": 900}, "emea": 1},
            {"na": 12, "emea": 1, "moon": 3},
        )
    )
    assert result_text(result).splitlines()[2:] == [
        "FAIL (error) regions",
        "  What regions proves.",
        "  Subject  Expected          Actual",
        "  na       800 (700 to 900)  12",
        "  moon     none              3",
    ]


def test_an_error_takes_the_place_of_values() -> None:
    failed = a_test("one", {"a": 1}, {"error": "Catalog Error: no such table"})
    assert "\n  Catalog Error: no such table\n" in result_text(a_result(failed))


def test_few_subjects_are_shown() -> None:
    expected = {f"subject {index}": 0 for index in range(MAX_SUBJECTS + 5)}
    text = result_text(a_result(a_test("many", expected, {})))
    assert text.count("subject ") == MAX_SUBJECTS
    assert "  and 5 more\n" in text


def test_long_values_are_shown_from_where_they_differ() -> None:
    common = "x" * 5000
    failed = a_test("long", {"a": common + "seed 42"}, {"a": common + "seed 43"})
    text = result_text(a_result(failed))
    assert "seed 42" in text and "seed 43" in text
    assert max(map(len, text.splitlines())) < 250


def test_of_a_row_only_what_differs_is_shown() -> None:
    expected = {"m": {"cpu_cores": 2, "memory_gb": 8}}
    failed = a_test("models", expected, {"m": {"cpu_cores": 2, "memory_gb": 9}})
    text = result_text(a_result(failed))
    assert '{"memory_gb": 8}' in text and '{"memory_gb": 9}' in text
    assert "cpu_cores" not in text


def test_control_characters_do_not_reach_the_terminal() -> None:
    failed = a_test("regions", {}, {"\x1b[31mred\n": "\x07"})
    text = result_text(a_result(failed))
    assert all(letter.isprintable() or letter == "\n" for letter in text)


def the_behaviours() -> dict[str, Any]:
    expected = {"STEADY_GROWTH / NORMAL": 560, "CAPACITY_BREACH / SEVERE": 20}
    test = a_test("behaviour_counts", expected, expected)
    test["expected"] = {
        name: {"count": float(count), "low": 0, "high": 2000}
        for name, count in expected.items()
    }
    test["actual"] = {"STEADY_GROWTH / NORMAL": 571, "CAPACITY_BREACH / SEVERE": 18}
    return test


def test_the_summary_ends_with_its_word() -> None:
    hosts = a_test("host_count", {"hosts": 2000}, {"hosts": 2000})
    text = summary_text(a_result(hosts, the_behaviours()), "results/fleet.db")
    assert text.splitlines() == [
        "Database: results/fleet.db",
        "Hosts:    2,000",
        "Days:     1,096",
        "Checks:   2 of 2 passed",
        "",
        "Behaviour                 Expected   Actual",
        "STEADY_GROWTH / NORMAL     28.00 %  28.55 %",
        "CAPACITY_BREACH / SEVERE    1.00 %   0.90 %",
        "",
        "Genesis Complete",
    ]


def test_a_failed_audit_has_no_summary() -> None:
    with pytest.raises(ValueError, match="failed its audit"):
        summary_text(a_result(a_test("one", {"a": 1}, {})), "results/fleet.db")
