"""Where the hosts are and who owns them, and the days they are watched on."""

from collections.abc import Mapping
from typing import Any

from horizonscale.charts import Rows, count_text, percent_text
from horizonscale.charts_calendar import by_day, by_month
from horizonscale.charts_owners import application_sizes, heat_map
from horizonscale.report_data import Tables, in_order
from horizonscale.report_picture import Picture


def regions_picture(
    counts: Rows, config: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    """Return the hosts of each department in each region."""
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


def applications_picture(
    applications: Rows, expected: Mapping[str, Any], totals: Mapping[str, Any]
) -> Picture:
    """Return the sizes of the largest applications against Zipf's law."""
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


def calendar_picture(tables: Tables, totals: Mapping[str, Any]) -> Picture:
    """Return the days of the calendar."""
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
