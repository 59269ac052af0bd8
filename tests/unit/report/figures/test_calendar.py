"""Each figure draws what it is given, whatever size a config makes that."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from horizonscale.report.figures.calendar import calendar
from horizonscale.report.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


def window(first, last):
    """Return what the queries of the report give of a calendar."""
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    rows = [
        {
            "iso_date": day.isoformat(),
            "year": day.year,
            "is_weekend": day.isoweekday() > 5,
            "is_month_end": (day + timedelta(1)).day == 1,
            "iso_weekday": day.isoweekday(),
            "day_of_year": day.timetuple().tm_yday,
        }
        for day in days
    ]
    totals = {"day_count": len(days), "first_day": first, "last_day": last}
    return rows, totals


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("2023-01-01", "2025-12-31", 1096), ("2024-02-29", "2024-02-29", 1)],
)
def test_the_calendar_has_a_square_for_each_day(first, last, days):
    rows, totals = window(first, last)
    found = tooltips(calendar(rows, [], totals))
    assert len(found) == len(set(found)) == days
    assert f"{last}, " in found[-1]


def test_no_two_days_lie_on_each_other_and_weeks_begin_on_monday():
    rows, totals = window("2020-01-01", "2032-12-31")
    for squares in json.loads(calendar(rows, [], totals).chart)["datasets"].values():
        places = [(row["week"], row["weekday"]) for row in squares]
        assert min(week for week, _ in places) == 0
        in_order = [7 * week + weekday for week, weekday in places]
        assert in_order == list(range(in_order[0], in_order[0] + len(places)))
