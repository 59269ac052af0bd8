"""What the hosts are and do: behaviours and hardware."""

from collections.abc import Mapping
from typing import Any

from horizonscale.charts import Rows, count_text, percent_text
from horizonscale.charts_behaviours import RISK_COLOURS, behaviours, name_of
from horizonscale.charts_counts import against_expectation
from horizonscale.charts_hardware import CLASS_COLOURS, shapes
from horizonscale.report_picture import (
    COUNTED,
    MOST_ROWS,
    Picture,
    counted,
    counted_cells,
    extremes,
)


def behaviours_picture(profiles: Rows, totals: Mapping[str, Any]) -> Picture:
    """Return three years of each behaviour."""
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


def counts_picture(profiles: Rows, expected: Mapping[str, Any]) -> Picture:
    """Return the hosts of each behaviour against its weight."""
    rows = [counted(name_of(row), row["risk"], row, expected) for row in profiles]
    rare = sum(row["actual"] for row in rows if row["group"] == "rare")
    hosts = sum(row["actual"] for row in rows)
    return Picture(
        "counts",
        f"Every behaviour has its share: {count_text(rare)} hosts,"
        f" {percent_text(rare / hosts)}, are of a rare variant",
        extremes(rows, "behaviours"),
        COUNTED,
        counted_cells(rows),
        lambda layout: against_expectation(rows[:MOST_ROWS], RISK_COLOURS, layout),
    )


def hardware_picture(
    models: Rows, expected: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    """Return the hosts of each hardware model against its weight."""
    rows = [
        counted(row["hardware_model"], row["classification"], row, expected)
        for row in models
    ]
    largest = sorted((row["actual"] for row in rows), reverse=True)[:3]
    return Picture(
        "hardware",
        f"{len(rows)} models, and the {len(largest)} most common make"
        f" {percent_text(sum(largest) / totals['host_count'])} of the fleet",
        extremes(rows, "hardware models"),
        COUNTED,
        counted_cells(rows),
        lambda layout: against_expectation(rows[:MOST_ROWS], CLASS_COLOURS, layout),
    )


def shapes_picture(models: Rows, totals: Mapping[str, Any]) -> Picture:
    """Return the cores and the memory of the hardware models."""
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


def _scenarios(profiles: Rows) -> str:
    words = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    count = len({row["scenario"] for row in profiles})
    number = words[count] if count < len(words) else str(count)
    return f"{number} scenario{'' if count == 1 else 's'}"
