"""Where applications run, and on what: the largest by region and server type."""

from collections.abc import Mapping, Sequence
from typing import Any

from horizonscale.report.heat_map import heat_map
from horizonscale.report.style import Rows, count_text, percent_text
from horizonscale.report.svg import Figure, left_out

MAX_DRAWN = 20  # applications
MAX_NAMES = 10  # of regions, and of server types
_KINDS = ("region", "server_type")


def estate(
    roles: Rows,
    region_names: Sequence[str],
    server_type_names: Sequence[str],
    totals: Mapping[str, Any],
) -> Figure:
    """Return the regions and server types of the largest applications as a heat map.

    Parameters
    ----------
    roles : sequence of mapping
        One row for each application and role that has hosts, the largest application
        first: ``application_id``, ``application_name``, ``criticality_tier``, ``role``,
        ``host_count``; ``region`` and ``server_type``, each with the hosts of each
        name; and ``hardware_model``, ``model_count``: the model of most hosts.
    region_names, server_type_names : sequence of str
        All of them, in the order to show them.
    totals : mapping
        ``application_count`` of the fleet.
    """
    applications = {row["application_id"]: row["application_name"] for row in roles}
    drawn = [*applications][:MAX_DRAWN]
    hosts = dict.fromkeys(applications, 0)
    counts: dict[tuple[str, str, str], int] = {}
    for row in roles:
        hosts[row["application_id"]] += row["host_count"]
        for kind in _KINDS:
            for name, count in row[kind].items():
                key = row["application_id"], kind, name
                counts[key] = counts.get(key, 0) + count
    columns = [("region", name) for name in region_names[:MAX_NAMES]]
    columns += [("server_type", name) for name in server_type_names[:MAX_NAMES]]
    cells: Rows = [
        {
            "row": number,
            "column": column,
            "number": round(100 * counts.get((key, *columns[column]), 0) / hosts[key]),
            "text": f"{applications[key]}, {columns[column][1]}:"
            f" {count_text(counts.get((key, *columns[column]), 0))} of"
            f" {count_text(hosts[key])} hosts",
        }
        for number, key in enumerate(drawn)
        for column in range(len(columns))
    ]
    at_home = sum(
        max(counts.get((key, "region", name), 0) for name in region_names)
        for key in drawn
    )
    largest = sum(hosts[key] for key in drawn)
    return Figure(
        "estate",
        f"{percent_text(at_home / largest)} of the hosts of the largest applications"
        " stand where most of their application do",
        f"Heat map of the {len(drawn)} largest applications: percent of the hosts of"
        " each by region, then by server type.",
        (
            "application",
            "name",
            "tier",
            "role",
            "hosts",
            *(f"{k} of most" for k in ("region", "server type", "model")),
        ),
        [
            (
                row["application_id"],
                row["application_name"],
                row["criticality_tier"],
                row["role"],
                count_text(row["host_count"]),
                *(_most(row[kind], row["host_count"]) for kind in _KINDS),
                _most({row["hardware_model"]: row["model_count"]}, row["host_count"]),
            )
            for row in roles
        ],
        heat_map(
            cells,
            [applications[key] for key in drawn],
            [name for _, name in columns],
            names_px=250,
            row_px=27,
        ),
        [
            *left_out(len(drawn), totals["application_count"], "applications, by size"),
            *left_out(MAX_NAMES, len(region_names), "regions"),
            *left_out(MAX_NAMES, len(server_type_names), "server types"),
        ],
    )


def _most(counts: Mapping[str, int], total: int) -> str:
    name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return f"{name}, {percent_text(count / total)}"
