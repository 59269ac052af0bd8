"""The calendar agrees with Python's datetime, day by day."""

import calendar as months
from datetime import date, timedelta

import pytest
from horizonscale.calendar import time_periods
from hypothesis import given, settings
from hypothesis import strategies as st

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def window(first: date, last: date) -> list[dict]:
    texts = {"start_date": first.isoformat(), "end_date": last.isoformat()}
    return time_periods(texts).to_dicts()


def expected(day: date) -> dict:
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
        "is_weekend": day.strftime("%a") in ("Sat", "Sun"),
        "is_month_end": day.day == months.monthrange(day.year, day.month)[1],
    }


@given(first=days, length=st.integers(1, 800))
@settings(max_examples=40)
def test_every_day_of_any_window(first, length):
    last = min(first + timedelta(length - 1), date(2199, 12, 31))
    count = (last - first).days + 1
    rows = window(first, last)
    assert rows == [expected(first + timedelta(step)) for step in range(count)]


@pytest.mark.parametrize("year", [1900, 2000, 2024, 2100, 2199])
def test_leap_years_and_centuries(year):
    rows = window(date(year, 2, 1), date(year, 3, 1))
    assert rows[-1] == expected(date(year, 3, 1))
    assert len(rows) == months.monthrange(year, 2)[1] + 1


def test_one_day():
    assert window(date(2024, 2, 29), date(2024, 2, 29)) == [expected(date(2024, 2, 29))]


@pytest.fixture(scope="module")
def default_window(default_settings):
    return {row["date"]: row for row in time_periods(default_settings).to_dicts()}


def test_the_default_window(default_window):
    assert len(default_window) == 1096
    assert min(default_window) == date(2023, 1, 1)
    assert max(default_window) == date(2025, 12, 31)
    assert len({row["yearmonth"] for row in default_window.values()}) == 36
    assert sum(row["is_month_end"] for row in default_window.values()) == 36
    assert date(2024, 2, 29) in default_window
    assert default_window[date(2024, 12, 31)]["day_of_year"] == 366
    assert all(default_window[day] == expected(day) for day in default_window)


@pytest.mark.parametrize(
    ("day", "iso_year", "iso_week", "iso_weekday"),
    [
        (date(2023, 1, 1), 2022, 52, 7),
        (date(2023, 1, 2), 2023, 1, 1),
        (date(2024, 12, 29), 2024, 52, 7),
        (date(2024, 12, 30), 2025, 1, 1),
        (date(2025, 12, 28), 2025, 52, 7),
        (date(2025, 12, 29), 2026, 1, 1),
    ],
)
def test_weeks_at_the_turn_of_a_year(
    default_window, day, iso_year, iso_week, iso_weekday
):
    row = default_window[day]
    assert (row["iso_year"], row["iso_week"]) == (iso_year, iso_week)
    assert row["iso_weekday"] == iso_weekday


def test_the_module_does_not_stand_in_for_the_standard_library():
    assert months.monthrange(2024, 2) == (3, 29)
