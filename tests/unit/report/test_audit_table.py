"""The audit as a table: few words where they do, subjects where they do not."""

from horizonscale.report.audit_table import MAX_SUBJECTS, audit_rows


def row(expected, actual, status="pass"):
    test = {
        "name": "some_check",
        "status": status,
        "severity": "error",
        "description": "What it proves.",
        "expected": expected,
        "actual": actual,
    }
    [found] = audit_rows({"tests": [test]})
    return found


def test_a_few_numbers_are_said_outright():
    found = row({"hosts": 2000}, {"hosts": 1999}, "fail")
    assert (found["expected"], found["actual"]) == ("hosts 2,000", "hosts 1,999")
    assert found["status"] == "fail"
    assert found["subjects"] == []


def test_nothing_expected_and_nothing_seen():
    found = row({}, {})
    assert (found["expected"], found["actual"]) == ("none", "none")


def test_many_subjects_are_counted_and_listed():
    expected = dict.fromkeys("abcde", 0)
    found = row(expected, {**expected, "d": 7}, "fail")
    assert (found["expected"], found["actual"]) == ("5 facts", "4 as expected, 1 not")
    assert found["subjects"][0] == ("d", "0", "7")
    assert len(found["subjects"]) == 5


def test_a_range_is_written_with_its_bounds():
    found = row({"na": {"count": 800.5, "low": 686, "high": 1914}}, {"na": 783})
    assert found["expected"] == "1 count"
    assert found["actual"] == "1 as expected"
    assert found["subjects"] == [("na", "800.5 (686 to 1,914)", "783")]


def test_a_stranger_is_a_subject_too():
    found = row(dict.fromkeys("abcd", 1), dict.fromkeys("abcdx", 1), "fail")
    assert found["subjects"][0] == ("x", "none", "1")


def test_subjects_beyond_the_most_are_counted():
    values = {str(number): 1 for number in range(MAX_SUBJECTS + 5)}
    found = row(values, values)
    assert len(found["subjects"]) == MAX_SUBJECTS
    assert found["left_out"] == 5
