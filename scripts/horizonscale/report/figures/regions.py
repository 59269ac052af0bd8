"""Where the hosts are and who owns them: departments by regions."""

from collections.abc import Mapping, Sequence

import altair as alt

from horizonscale.report.style import (
    HEATS,
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    name_axis,
    named,
    percent_text,
    shortened,
    text_width_px,
    vega_lite,
)
from horizonscale.report.svg import Figure, left_out

MAX_NAMES = 20  # of regions and of departments, in the chart
_NAMES_PX = 150
_SHORT_NUMBER_PX = 26  # room that 1.2M takes


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
        _heat_map(hosts, region_names[:MAX_NAMES], department_names[:MAX_NAMES], total),
        [
            *left_out(MAX_NAMES, len(region_names), "regions"),
            *left_out(MAX_NAMES, len(department_names), "departments"),
        ],
    )


def _heat_map(
    hosts: Mapping[tuple[str, str], int],
    columns: Sequence[str],
    rows: Sequence[str],
    total: int,
) -> str:
    cells: Rows = [
        {
            "row": row,
            "column": column,
            "host_count": hosts[department, region],
            "text": f"{department}, {region}: {count_text(hosts[department, region])}"
            f" hosts, {percent_text(hosts[department, region] / total)} of the fleet",
        }
        for row, department in enumerate(rows)
        for column, region in enumerate(columns)
    ]
    largest = max(1, *(cell["host_count"] for cell in cells))
    limits = [largest * step / len(HEATS) for step in range(1, len(HEATS))]
    column_px = (WIDTH_PX - _NAMES_PX) / len(columns) - 4
    x = alt.X(
        "column:O",
        scale=alt.Scale(paddingInner=0.02),
        axis=name_axis(
            [shortened(name, column_px) for name in columns], orient="top", labelAngle=0
        ),
    )
    y = alt.Y(
        "row:O",
        scale=alt.Scale(paddingInner=0.05),
        axis=name_axis(
            [shortened(name, _NAMES_PX - 10) for name in rows],
            minExtent=_NAMES_PX,
            maxExtent=_NAMES_PX,
        ),
    )
    base = named("cells").encode(x=x, y=y)
    heat = alt.Scale(
        type="threshold", domain=limits, range=[LIGHT[name] for name in HEATS]
    )
    tiles = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color("host_count:Q", scale=heat, legend=None), description="text:N"
    )
    fits = text_width_px(count_text(largest)) <= column_px
    numbers = base.mark_text(
        aria=False, opacity=0 if column_px < _SHORT_NUMBER_PX else 1
    ).encode(
        text=alt.Text("host_count:Q", format=",d" if fits else ".2~s"),
        color=alt.condition(
            alt.datum.host_count >= limits[len(HEATS) // 2 - 1],
            alt.value(LIGHT["high_heat"]),
            alt.value(LIGHT["low_heat"]),
        ),
    )
    chart = alt.layer(tiles, numbers).properties(
        width=WIDTH_PX - _NAMES_PX - 8, height=alt.Step(40)
    )
    return vega_lite(chart, {"cells": cells})
