"""Where the hosts are and who owns them: departments by regions."""

from collections.abc import Sequence

from horizonscale.report.heat_map import heat_map
from horizonscale.report.style import Rows, count_text, percent_text
from horizonscale.report.svg import Figure, left_out

MAX_NAMES = 20  # of regions and of departments, in the chart


def regions(
    pairs: Rows, region_names: Sequence[str], department_names: Sequence[str]
) -> Figure:
    """Return the hosts of each department in each region as a heat map.

    Parameters
    ----------
    pairs : sequence of mapping
        ``region``, ``department`` and ``host_count`` of each pair that has hosts.
    region_names, department_names : sequence of str
        All of them, in the order to show them; the chart has the first
        ``MAX_NAMES``.
    """
    hosts = {
        (name, region): 0 for name in department_names for region in region_names
    } | {(row["department"], row["region"]): row["host_count"] for row in pairs}
    in_region = {
        region: sum(hosts[name, region] for name in department_names)
        for region in region_names
    }
    of_department = {
        name: sum(hosts[name, region] for region in region_names)
        for name in department_names
    }
    total = sum(hosts.values())
    region, there = max(in_region.items(), key=lambda item: item[1])
    owner, owned = max(of_department.items(), key=lambda item: item[1])
    return Figure(
        "regions",
        f"{region} has {percent_text(there / total)} of the hosts,"
        f" {owner} owns {percent_text(owned / total)}",
        f"Heat map of hosts, {len(department_names)} departments by"
        f" {len(region_names)} regions.",
        ("department", *region_names, "all"),
        [
            (
                name,
                *(count_text(hosts[name, region]) for region in region_names),
                count_text(of_department[name]),
            )
            for name in department_names
        ],
        heat_map(
            [
                {
                    "row": row,
                    "column": column,
                    "number": hosts[name, region],
                    "text": f"{name}, {region}: {count_text(hosts[name, region])}"
                    f" hosts, {percent_text(hosts[name, region] / total)} of the fleet",
                }
                for row, name in enumerate(department_names[:MAX_NAMES])
                for column, region in enumerate(region_names[:MAX_NAMES])
            ],
            department_names[:MAX_NAMES],
            region_names[:MAX_NAMES],
            names_px=150,
            row_px=40,
        ),
        [
            *left_out(MAX_NAMES, len(region_names), "regions"),
            *left_out(MAX_NAMES, len(department_names), "departments"),
        ],
    )
