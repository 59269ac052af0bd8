"""The pictures of the report, from what the database and the audit say."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from horizonscale.charts import Rows
from horizonscale.charts_behaviours import name_of
from horizonscale.charts_hardware import CLASS_COLOURS
from horizonscale.pictures_hosts import (
    behaviours_picture,
    counts_picture,
    hardware_picture,
    shapes_picture,
)
from horizonscale.pictures_owners import (
    applications_picture,
    calendar_picture,
    regions_picture,
)
from horizonscale.report_data import Tables
from horizonscale.report_picture import Picture

Tests = Mapping[str, Mapping[str, Any]]


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
        behaviours_picture(profiles, totals),
        counts_picture(profiles, tests["behaviour_counts"]["expected"]),
        regions_picture(tables["regions"], config, totals),
        hardware_picture(hardware, tests["hardware_model_counts"]["expected"], totals),
        shapes_picture(hardware, totals),
        applications_picture(
            tables["applications"], tests["application_counts"]["expected"], totals
        ),
        calendar_picture(tables, totals),
    ]


def _sorted_by(
    rows: Rows, order: Sequence[str], key: Callable[[dict[str, Any]], str]
) -> Rows:
    position = {name: index for index, name in enumerate(order)}
    return sorted(rows, key=lambda row: position.get(key(row), len(order)))
