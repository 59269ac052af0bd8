"""Each figure draws what it is given, whatever size a config makes that."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from horizonscale.figure_behaviours import MOST_PANELS, behaviours
from horizonscale.figure_calendar import MOST_YEARS, calendar
from horizonscale.figure_counts import MOST_ROWS, counts
from horizonscale.figure_hardware import hardware, shapes
from horizonscale.figure_owners import MOST_NAMES, applications, regions
from horizonscale.report_looks import LIGHT
from horizonscale.report_svg import svg

SVG = "{http://www.w3.org/2000/svg}"
SPACE = "\N{NO-BREAK SPACE}"
BOUND = {"count": 1, "low": 0, "high": 9}


def tooltips(figure):
    root = ElementTree.fromstring(svg(figure))
    return [title.text for title in root.findall(f".//{SVG}path/{SVG}title")]


def profiles(count):
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
            "host_count": index,
        }
        for index in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "days", "first"), [(2, 1, "2024-02-29"), (40, 9000, "1900-01-01")]
)
def test_behaviours_from_one_scenario_to_many(count, days, first):
    figure = behaviours(profiles(count), first, days)
    text = svg(figure)
    panels = sum(f">S{n // 2} / {'VW'[n % 2 == 0]}<" in text for n in range(count))
    assert panels == min(count, MOST_PANELS)
    assert len(figure.rows) == count


@pytest.mark.parametrize("count", [2, 40])
def test_counts_have_a_bar_and_a_dot_each(count):
    expected = {
        f"S{n // 2} / {'VW'[n % 2 == 0]}": {"count": 1.5, "low": 0, "high": 3}
        for n in range(count)
    }
    figure = counts(profiles(count), expected)
    words = [
        f"{name}: {n} hosts; 2 expected, 0 to 3 allowed"
        for n, name in enumerate(expected)
    ]
    assert tooltips(figure) == words[:MOST_ROWS] * 2
    assert figure.rows[1] == ("S0 / V", "rare", "1.5", "0", "3", "1")
    rare = sum(range(1, count, 2))
    assert f"{rare} hosts" in figure.headline
    assert f"S{count // 2 - 1} / V has the most, {count - 1}" in figure.alternative


def test_the_names_of_the_default_fleet_are_not_cut(default_settings):
    fleet = default_settings
    models = [
        {"hardware_model": model.name, "classification": "virtual", "host_count": 1}
        for model in fleet.hardware_models
    ]
    behaviours = [
        {"scenario": b.scenario, "variant": b.variant, "risk": b.risk, "host_count": 1}
        for b in fleet.behaviours
    ]
    drawn = [
        hardware(models, {model["hardware_model"]: BOUND for model in models}),
        counts(behaviours, {b.label: BOUND for b in fleet.behaviours}),
        regions(
            [{"region": "na", "department": "Corporate", "host_count": 1}],
            [region.name for region in fleet.regions],
            [department.name for department in fleet.departments],
        ),
    ]
    assert all("…" not in svg(figure) for figure in drawn)


@pytest.mark.parametrize("names", [1, 3, 100])
def test_a_heat_map_has_a_cell_for_each_pair_hosts_or_not(names):
    figure = regions(
        [{"region": "r0", "department": "d0", "host_count": 1234}],
        [f"r{index}" for index in range(names)],
        [f"d{index}" for index in range(names)],
    )
    found = tooltips(figure)
    assert len(found) == min(names, MOST_NAMES) ** 2
    assert found[0] == f"d0, r0: 1,234 hosts, 100{SPACE}% of the fleet"
    assert figure.headline == f"r0 has 100{SPACE}% of the hosts, d0 owns 100{SPACE}%"
    assert len(figure.rows) == names
    assert figure.rows[0][:2] == ("d0", "1,234")


def test_models_of_one_shape_are_one_circle():
    models = [
        {
            "hardware_model": name,
            "classification": kind,
            "cpu_cores": cores,
            "memory_gb": memory,
            "storage_capacity_mb": 1000,
            "source": "",
            "host_count": hosts,
        }
        for name, kind, cores, memory, hosts in (
            ("a", "virtual", 2, 8, 5),
            ("b", "virtual", 2, 8, 7),
            ("c", "physical", 2, 8, 0),
            ("d", "physical", 100_000, 1_000_000, 1),
        )
    ]
    found = tooltips(shapes(models))
    assert found[0] == "2 cores, 8 GiB, virtual: 12 hosts (a, b)"
    assert len(found) == 3
    assert shapes(models[:2]).headline == "24 cores with 4.0 GiB each, on average"
    figure = hardware(models, dict.fromkeys("abcd", BOUND))
    assert f"the 3 most common make 100{SPACE}%" in figure.headline


@pytest.mark.parametrize("count", [1, 200])
def test_applications_have_a_bar_each(count):
    rows = [
        {
            "application_id": "A",
            "application_name": "A",
            "department": "D",
            "host_count": 1 + count - rank,
            "size_rank": rank,
        }
        for rank in range(1, count + 1)
    ]
    totals = {"host_count": 400, "application_count": 500}
    figure = applications(rows, {str(n): {"count": 1.0} for n in range(500)}, totals)
    found = tooltips(figure)
    assert len(found) == count
    assert found[0] == f"1. A, D: {count} hosts"
    assert f"holds {count / 4:g}{SPACE}%" in figure.headline


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


def test_a_long_calendar_has_a_square_for_each_month():
    months = [
        {
            "yearmonth": f"{year}{month:02}",
            "year": year,
            "month": month,
            "day_count": 28,
            "weekend_days": 8,
        }
        for year in range(1900, 2200)
        for month in range(1, 13)
    ]
    totals = {"day_count": 1, "first_day": "1900-01-01", "last_day": "2199-12-31"}
    figure = calendar([], months, totals)
    found = tooltips(figure)
    assert len(found) == 12 * MOST_YEARS
    assert found[0] == "Jan 1900: 28 days"
    assert len(figure.rows) == len(months)


def test_all_colours_of_a_chart_have_a_dark_partner():
    root = ElementTree.fromstring(svg(behaviours(profiles(2), "2023-01-01", 400)))
    used = {
        value
        for element in root.iter()
        for value in (element.get("fill"), element.get("stroke"))
        if value and value not in ("none", "transparent")
    }
    assert used <= set(LIGHT.values())
