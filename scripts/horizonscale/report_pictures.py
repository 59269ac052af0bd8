"""The pictures of the report: what each says in words, its numbers, and its chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from horizonscale.charts import Layout, Rows, Spec, count_text, percent_text
from horizonscale.charts_behaviours import RISK_COLOURS, behaviours, name_of
from horizonscale.charts_calendar import by_day, by_month
from horizonscale.charts_counts import against_expectation
from horizonscale.charts_hardware import CLASS_COLOURS, shapes
from horizonscale.charts_owners import application_sizes, heat_map
from horizonscale.report_data import Tables, in_order

MOST_ROWS = 30  # of a chart with one row a name

Cells = Sequence[Sequence[str]]
Tests = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Picture:
    """A chart with its headline, its alternative in words, and its numbers."""

    name: str
    headline: str
    alternative: str
    header: Sequence[str]
    rows: Cells
    draw: Callable[[Layout], Spec]


def pictures(tables: Tables, config: Mapping[str, Any], tests: Tests) -> list[Picture]:
    """Return the pictures, in the order of the report.

    Parameters
    ----------
    tables : mapping
        What ``read_tables`` returned.
    config : mapping
        The config of the fleet, for the order of its names.
    tests : mapping
        The tests of the audit by name, for what was expected.
    """
    names = [
        f"{scenario['name']} / {variant['name']}"
        for scenario in config["scenarios"]
        for variant in scenario["variants"]
    ]
    profiles = _sorted_by(tables["behaviours"], names, name_of)
    hardware = _sorted_by(
        tables["hardware"], list(CLASS_COLOURS), lambda row: row["classification"]
    )
    [totals] = tables["totals"]
    return [
        _behaviours(profiles, totals),
        _counts(profiles, tests["behaviour_counts"]["expected"]),
        _regions(tables["regions"], config, totals),
        _hardware(hardware, tests["hardware_model_counts"]["expected"], totals),
        _shapes(hardware, totals),
        _applications(
            tables["applications"], tests["application_counts"]["expected"], totals
        ),
        _calendar(tables, totals),
    ]


def _behaviours(profiles: Rows, totals: Mapping[str, Any]) -> Picture:
    parameters = {
        "base_utilisation_min_pct": "base, lowest %",
        "base_utilisation_max_pct": "base, highest %",
        "growth_pct": "growth, points",
        "season_amplitude_pct": "season, points",
        "noise_pct": "noise, points",
        "bursts_per_30d": "bursts in 30 days",
    }
    count = len(profiles)
    return Picture(
        "behaviours",
        f"{_scenarios(profiles)}, each in a common and a rare variant",
        f"Small multiples of {count} behaviours, each with the daily demand of one"
        " example host; the table of numbers has their parameters.",
        ("behaviour", "risk", "share", *parameters.values()),
        [
            (
                name_of(row),
                row["risk"],
                percent_text(row["weight"]),
                *(f"{row[name]:g}" for name in parameters),
            )
            for row in profiles
        ],
        lambda layout: behaviours(
            profiles, totals["first_day"], totals["day_count"], layout
        ),
    )


def _scenarios(profiles: Rows) -> str:
    words = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    count = len({row["scenario"] for row in profiles})
    number = words[count] if count < len(words) else str(count)
    return f"{number} scenario{'' if count == 1 else 's'}"


def _counts(profiles: Rows, expected: Mapping[str, Any]) -> Picture:
    rows = [_counted(name_of(row), row["risk"], row, expected) for row in profiles]
    rare = sum(row["actual"] for row in rows if row["group"] == "rare")
    hosts = sum(row["actual"] for row in rows)
    return Picture(
        "counts",
        f"Every behaviour has its share: {count_text(rare)} hosts,"
        f" {percent_text(rare / hosts)}, are of a rare variant",
        _extremes(rows, "behaviours"),
        _COUNTED,
        _counted_cells(rows),
        lambda layout: against_expectation(rows[:MOST_ROWS], RISK_COLOURS, layout),
    )


def _hardware(
    models: Rows, expected: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    rows = [
        _counted(row["hardware_model"], row["classification"], row, expected)
        for row in models
    ]
    largest = sorted((row["actual"] for row in rows), reverse=True)[:3]
    return Picture(
        "hardware",
        f"{len(rows)} models, and the {len(largest)} most common make"
        f" {percent_text(sum(largest) / totals['host_count'])} of the fleet",
        _extremes(rows, "hardware models"),
        _COUNTED,
        _counted_cells(rows),
        lambda layout: against_expectation(rows[:MOST_ROWS], CLASS_COLOURS, layout),
    )


def _shapes(models: Rows, totals: Mapping[str, Any]) -> Picture:
    cores, memory = totals["cpu_cores"], totals["memory_gb"]
    return Picture(
        "shapes",
        f"{count_text(cores)} cores with {memory / cores:.1f} GiB each, on average",
        f"Scatter plot of {len(models)} hardware models by cores and memory, with the"
        " hosts of each shape as its area.",
        ("model", "class", "cores", "memory, GiB", "storage, GB", "hosts", "source"),
        [
            (
                row["hardware_model"],
                row["classification"],
                count_text(row["cpu_cores"]),
                count_text(row["memory_gb"]),
                count_text(row["storage_capacity_mb"] / 1000),
                count_text(row["host_count"]),
                row["source"],
            )
            for row in models
        ],
        lambda layout: shapes(models, layout),
    )


def _regions(
    counts: Rows, config: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    regions = in_order(
        [row["name"] for row in config["regions"]], [row["region"] for row in counts]
    )
    departments = in_order(
        [row["name"] for row in config["departments"]],
        [row["department"] for row in counts],
    )
    hosts = {(row["department"], row["region"]): row["host_count"] for row in counts}
    in_region = {
        region: sum(hosts.get((name, region), 0) for name in departments)
        for region in regions
    }
    of_department = {
        name: sum(hosts.get((name, region), 0) for region in regions)
        for name in departments
    }
    region, there = max(in_region.items(), key=lambda item: item[1])
    owner, owned = max(of_department.items(), key=lambda item: item[1])
    return Picture(
        "regions",
        f"{region} has {percent_text(there / totals['host_count'])} of the hosts,"
        f" {owner} owns {percent_text(owned / totals['host_count'])}",
        f"Heat map of hosts, {len(departments)} departments by {len(regions)} regions.",
        ("department", *regions, "all"),
        [
            (
                name,
                *(count_text(hosts.get((name, region), 0)) for region in regions),
                count_text(of_department[name]),
            )
            for name in departments
        ],
        lambda layout: heat_map(counts, regions, departments, layout),
    )


def _applications(
    applications: Rows, expected: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    sizes = [row["host_count"] for row in applications]
    law = sorted((value["count"] for value in expected.values()), reverse=True)
    hosts, number = totals["host_count"], totals["application_count"]
    ten = f", the ten largest {percent_text(sum(sizes[:10]) / hosts)}"
    return Picture(
        "applications",
        f"The largest application holds {percent_text(sizes[0] / hosts)} of the hosts"
        f"{ten if number > 10 else ''}",
        f"Bars of hosts for the {len(sizes)} largest of {count_text(number)}"
        " applications, which fall off quickly into a long tail.",
        ("rank", "application", "name", "department", "hosts"),
        [
            (
                str(row["size_rank"]),
                row["application_id"],
                row["application_name"],
                row["department"],
                count_text(row["host_count"]),
            )
            for row in applications
        ],
        lambda layout: application_sizes(applications, law, layout),
    )


def _calendar(tables: Tables, totals: Mapping[str, Any]) -> Picture:
    days, months = tables["days"], tables["months"]
    return Picture(
        "calendar",
        f"{count_text(totals['day_count'])} days in {len(months)} months, with no gap",
        f"Calendar from {totals['first_day']} to {totals['last_day']}, with weekends"
        " and month ends marked; no day is missing.",
        ("month", "days", "weekend days"),
        [
            (row["yearmonth"], str(row["day_count"]), str(row["weekend_days"]))
            for row in months
        ],
        lambda layout: by_day(days, layout) if days else by_month(months, layout),
    )


_COUNTED = ("name", "kind", "expected", "from", "to", "actual")


def _counted(
    name: str, group: str, row: Mapping[str, Any], expected: Mapping[str, Any]
) -> dict[str, Any]:
    bound = expected[name]
    return {
        "name": name,
        "group": group,
        "actual": row["host_count"],
        "expected": bound["count"],
        "low": bound["low"],
        "high": bound["high"],
    }


def _counted_cells(rows: Rows) -> Cells:
    return [
        (
            row["name"],
            row["group"],
            f"{row['expected']:,.1f}".removesuffix(".0"),
            *(count_text(row[key]) for key in ("low", "high", "actual")),
        )
        for row in rows
    ]


def _extremes(rows: Rows, what: str) -> str:
    ordered = sorted(rows, key=lambda row: -row["actual"])
    most, least = ordered[0], ordered[-1]
    return (
        f"Dot plot of hosts for {len(rows)} {what}, each within the bound of the audit."
        f" {most['name']} has the most, {count_text(most['actual'])};"
        f" {least['name']} the fewest, {count_text(least['actual'])}."
    )


def _sorted_by(
    rows: Rows, order: Sequence[str], key: Callable[[dict[str, Any]], str]
) -> Rows:
    position = {name: index for index, name in enumerate(order)}
    return sorted(rows, key=lambda row: position.get(key(row), len(order)))
