"""Who owns the hosts and where they are: regions, departments, applications."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from horizonscale.report_looks import (
    HEATS,
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    name_axis,
    named,
    percent_text,
    shortened,
    text_width_px,
    vega_lite,
)
from horizonscale.report_svg import Figure

MOST_NAMES = 20  # of regions and of departments, in the chart

_NAMES_PX = 150
_SHORT_NUMBER_PX = 26  # room that 1.2M takes
_SIZE_COLOURS = {"the ten largest": LIGHT["orange"], "the others": LIGHT["blue"]}


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
        ``MOST_NAMES``.
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
        _heat_map(
            hosts, region_names[:MOST_NAMES], department_names[:MOST_NAMES], total
        ),
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


def applications(
    largest: Rows, expected: Mapping[str, Any], totals: Mapping[str, Any]
) -> Figure:
    """Return the sizes of the largest applications against Zipf's law.

    Parameters
    ----------
    largest : sequence of mapping
        ``application_name``, ``department``, ``host_count`` and ``size_rank``, from 1.
    expected : mapping
        What the audit expected of every application.
    totals : mapping
        ``host_count`` and ``application_count`` of the fleet.
    """
    sizes = [row["host_count"] for row in largest]
    law = sorted((value["count"] for value in expected.values()), reverse=True)
    hosts, number = totals["host_count"], totals["application_count"]
    ten = f", the ten largest {percent_text(sum(sizes[:10]) / hosts)}"
    return Figure(
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
            for row in largest
        ],
        _bars(largest, law),
    )


def _bars(largest: Rows, law: Sequence[float]) -> str:
    """Return one bar an application, the largest first, against the expected sizes."""
    bars: Rows = [
        {
            "size_rank": row["size_rank"],
            "host_count": row["host_count"],
            "group": list(_SIZE_COLOURS)[row["size_rank"] > 10],
            "text": f"{row['size_rank']}. {row['application_name']},"
            f" {row['department']}: {count_text(row['host_count'])} hosts",
        }
        for row in largest
    ]
    expected: Rows = [
        {"size_rank": rank, "host_count": round(size, 3)}
        for rank, size in enumerate(law[: len(bars)], start=1)
    ]
    x = alt.X(
        "size_rank:Q",
        title="application, by size",
        scale=alt.Scale(domain=[0.3, len(bars) + 0.7], nice=False),
        axis=alt.Axis(grid=False, format="d", tickCount=8),
    )
    y = alt.Y(
        "host_count:Q",
        title="hosts",
        axis=alt.Axis(tickCount=4, format=",d", minExtent=40, maxExtent=40),
    )
    slot_px = (WIDTH_PX - 68) / (len(bars) + 1)
    columns = (
        named("bars")
        .mark_bar(width=max(1, round(0.72 * slot_px, 1)))
        .encode(x=x, y=y, color=groups(_SIZE_COLOURS), description="text:N")
    )
    line = (
        named("expected")
        .mark_line(color=LIGHT["ink"], strokeWidth=1.5, interpolate="step", aria=False)
        .encode(x=x, y=y)
    )
    chart = alt.layer(columns, line).properties(width=WIDTH_PX - 68, height=240)
    return vega_lite(chart, {"bars": bars, "expected": expected})
