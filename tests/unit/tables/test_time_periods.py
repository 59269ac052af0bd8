"""The calendar agrees with Python's datetime, day by day, and the audit knows it."""

import calendar as months
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from configs import ROOT
from horizonscale.artifacts.files import read_texts
from horizonscale.audit.observations import observe

SQL = read_texts(
    ROOT / "sql" / f"{name}.sql"
    for name in ("create_tables", "time_periods", "audit/calendar_attributes")
)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # of the schema


def expected(day: date) -> dict[str, Any]:
    iso = day.isocalendar()
    return {
        "date": day,
        "yearmonth": f"{day.year}{day.month:02d}",
        "year": day.year,
        "quarter": (day.month + 2) // 3,
        "month": day.month,
        "day": day.day,
        "iso_weekday": iso.weekday,
        "iso_week": iso.week,
        "iso_year": iso.year,
        "day_of_year": day.timetuple().tm_yday,
        "is_weekend": day.weekday() >= 5,
        "is_month_end": day.day == months.monthrange(day.year, day.month)[1],
    }


ATTRIBUTES = [name for name in expected(FIRST) if name != "date"]


def made(first: date, last: date) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(SQL["create_tables"])
    connection.execute(SQL["time_periods"], {"first": first, "last": last})
    return connection


@pytest.fixture(scope="module")
def all_days():
    with made(FIRST, LAST) as connection:
        yield connection


def test_every_day_of_three_centuries(all_days):
    cursor = all_days.execute("FROM time_periods")
    names = [column[0] for column in cursor.description]
    assert names == [*expected(FIRST)]
    count = (LAST - FIRST).days + 1
    days = [expected(FIRST + timedelta(step)) for step in range(count)]
    assert cursor.fetchall() == [tuple(day.values()) for day in days]


@pytest.mark.parametrize(
    ("first", "last", "days", "yearmonths"),
    [
        (date(2023, 1, 1), date(2025, 12, 31), 1096, 36),
        (date(2024, 2, 29), date(2024, 2, 29), 1, 1),
        (date(2100, 2, 28), date(2100, 3, 1), 2, 2),
    ],
)
def test_both_ends_are_in_the_window(first, last, days, yearmonths):
    with made(first, last) as connection:
        found = connection.execute(
            "SELECT min(date), max(date), count(*), count(DISTINCT yearmonth)"
            " FROM time_periods"
        ).fetchone()
    assert found == (first, last, days, yearmonths)


def test_the_audit_agrees(all_days):
    seen = observe(all_days, SQL["calendar_attributes"])
    assert seen == dict.fromkeys(ATTRIBUTES, 0)


@pytest.mark.parametrize("column", ATTRIBUTES)
def test_the_audit_finds_a_change_of_any_attribute(column):
    with made(date(2023, 12, 30), date(2024, 1, 2)) as connection:
        table = connection.table("time_periods")
        changed = "NOT " if column.startswith("is_") else "1 + "
        value = (
            f"CAST({changed}CAST({column} AS {'BOOL' if 'NOT' in changed else 'INT'})"
        )
        rows = table.project(
            f"* REPLACE ({value} AS {table[column].types[0]}) AS {column})"
        )
        rows.create_view("changed")
        check = SQL["calendar_attributes"].replace("time_periods", "changed")
        seen = observe(connection, check)
    assert seen == {**dict.fromkeys(ATTRIBUTES, 0), column: 4}


def test_the_audit_finds_a_weekend_of_friday_and_saturday(all_days):
    check = SQL["calendar_attributes"].replace(
        "FROM time_periods",
        "FROM (SELECT * REPLACE (iso_weekday IN (5, 6) AS is_weekend)"
        " FROM time_periods)",
    )
    assert observe(all_days, check)["is_weekend"] > 30_000


def test_the_script_does_not_stand_in_for_the_standard_library():
    assert months.monthrange(2024, 2) == (3, 29)
