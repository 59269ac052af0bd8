"""Each chart draws what it is given, whatever size a config makes that."""

from datetime import date, timedelta
from xml.etree import ElementTree

import polars as pl
import pytest
from horizonscale import charts_calendar
from horizonscale.charts import LAYOUTS, NARROW, percent_text
from horizonscale.charts_behaviours import MOST_PANELS, RISK_COLOURS, behaviours
from horizonscale.charts_counts import against_expectation
from horizonscale.charts_hardware import shapes
from horizonscale.charts_owners import MOST_NAMES, application_sizes, heat_map
from horizonscale.report_palette import LIGHT
from horizonscale.report_svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def tooltips(spec):
    root = ElementTree.fromstring(svg(spec, "t", "d", "chart"))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


def dna(count):
    return [
        {
            "scenario": f"S{index // 2}",
            "variant": "V" if index % 2 else "W",
            "risk": "rare" if index % 2 else "common",
            "weight": 0.1,
            "base_utilisation_min_pct": 90.0,
            "base_utilisation_max_pct": 100.0,
            "growth_pct": -20.0,
            "season_amplitude_pct": 100.0,
            "noise_pct": 1.0,
            "bursts_per_30d": 2.0,
        }
        for index in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "days", "first"), [(2, 1, "2024-02-29"), (40, 9000, "1900-01-01")]
)
def test_behaviours_from_one_scenario_to_many(count, days, first):
    spec = behaviours(dna(count), first, days, NARROW)
    text = svg(spec, "t", "d", "chart")
    panels = sum(f">S{index // 2}<" in text for index in range(count))
    assert panels == min(count, MOST_PANELS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_counts_have_a_bar_and_a_dot_each(layout):
    rows = [
        {
            "name": f"S{index} / V",
            "group": "rare",
            "actual": index,
            "expected": 1.5,
            "low": 0,
            "high": 3,
        }
        for index in range(3)
    ]
    found = tooltips(against_expectation(rows, RISK_COLOURS, layout))
    words = [f"S{n} / V: {n} hosts; 2 expected, 0 to 3 allowed" for n in range(3)]
    assert found == words * 2


@pytest.mark.parametrize("names", [1, 3, 100])
def test_a_heat_map_has_a_cell_for_each_pair_hosts_or_not(names):
    regions = [f"r{index}" for index in range(names)]
    departments = [f"d{index}" for index in range(names)]
    counts = [{"region": "r0", "department": "d0", "host_count": 1234}]
    found = tooltips(heat_map(counts, regions, departments, NARROW))
    assert len(found) == min(names, MOST_NAMES) ** 2
    assert found[0] == "d0, r0: 1,234 hosts, 100\N{NO-BREAK SPACE}% of the fleet"


def test_models_of_one_shape_are_one_circle():
    models = [
        {
            "hardware_model": name,
            "classification": kind,
            "cpu_cores": cores,
            "memory_gb": memory,
            "host_count": hosts,
        }
        for name, kind, cores, memory, hosts in (
            ("a", "virtual", 2, 8, 5),
            ("b", "virtual", 2, 8, 7),
            ("c", "physical", 2, 8, 0),
            ("d", "physical", 100_000, 1_000_000, 1),
        )
    ]
    found = tooltips(shapes(models, NARROW))
    assert found[0] == "2 cores, 8 GiB, virtual: 12 hosts (a, b)"
    assert len(found) == 3


@pytest.mark.parametrize("count", [1, 200])
def test_applications_have_a_bar_each(count):
    rows = [
        {
            "application_name": "A",
            "department": "D",
            "host_count": count - rank,
            "size_rank": rank,
        }
        for rank in range(1, count + 1)
    ]
    found = tooltips(application_sizes(rows, [1.0] * 500, NARROW))
    assert len(found) == count
    assert found[0] == f"1. A, D: {count - 1} hosts"


def calendar_rows(first, last):
    dates = pl.date_range(
        date.fromisoformat(first), date.fromisoformat(last), eager=True
    )
    days = [
        {
            "iso_date": day.isoformat(),
            "year": day.year,
            "is_weekend": day.isoweekday() > 5,
            "is_month_end": (day + timedelta(1)).day == 1,
            "iso_weekday": day.isoweekday(),
            "iso_year": day.isocalendar()[0],
            "iso_week": day.isocalendar()[1],
            "day_of_year": day.timetuple().tm_yday,
            "month": day.month,
            "day": day.day,
            "quarter": (day.month + 2) // 3,
            "yearmonth": day.strftime("%Y%m"),
            "date": day,
        }
        for day in dates
    ]
    return days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("2023-01-01", "2025-12-31", 1096), ("2024-02-29", "2024-02-29", 1)],
)
def test_the_calendar_has_a_square_for_each_day(first, last, days):
    found = tooltips(charts_calendar.by_day(calendar_rows(first, last), NARROW))
    assert len(found) == len(set(found)) == days
    assert f"{last}, " in found[-1]


def test_no_two_days_lie_on_each_other_and_weeks_begin_on_monday():
    spec = charts_calendar.by_day(calendar_rows("2020-01-01", "2032-12-31"), NARROW)
    for rows in spec["datasets"].values():
        places = [(row["week"], row["weekday"]) for row in rows]
        assert len(set(places)) == len(places)
        assert min(week for week, _ in places) == 0
        in_order = [7 * week + weekday for week, weekday in places]
        assert in_order == list(range(in_order[0], in_order[0] + len(places)))


def test_a_long_calendar_has_a_square_for_each_month():
    months = [
        {"year": year, "month": month, "day_count": 28}
        for year in range(1900, 2200)
        for month in range(1, 13)
    ]
    found = tooltips(charts_calendar.by_month(months, NARROW))
    assert len(found) == 12 * charts_calendar.MOST_YEARS
    assert found[0] == "Jan 1900: 28 days"


def test_all_colours_of_a_chart_have_a_dark_partner():
    text = svg(behaviours(dna(2), "2023-01-01", 400, NARROW), "t", "d", "chart")
    root = ElementTree.fromstring(text)
    used = {
        value
        for element in root.iter()
        for value in (element.get("fill"), element.get("stroke"))
        if value and value not in ("none", "transparent")
    }
    assert used <= set(LIGHT.values())


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0"), (0.28, "28"), (0.1955, "19.6"), (0.00012, "0.012"), (1, "100")],
)
def test_shares_are_short(share, text):
    assert percent_text(share) == f"{text}\N{NO-BREAK SPACE}%"
