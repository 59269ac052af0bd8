"""Where the hosts are and who owns them: regions, departments, applications."""

from typing import Any

import altair as alt

from horizonscale.charts import (
    Data,
    Layout,
    Rows,
    Spec,
    count_text,
    finished,
    name_axis,
    percent_text,
    shortened,
    text_width,
)
from horizonscale.report_palette import HEATS, LIGHT

MOST_NAMES = 20  # of regions and of departments

_SHORT_NUMBER_PX = 26  # room that 1.2M takes


def heat_map(
    counts: Rows, regions: list[str], departments: list[str], layout: Layout
) -> Spec:
    """Return departments by regions, each cell with its number of hosts.

    Parameters
    ----------
    counts : list of dict
        ``region``, ``department`` and ``host_count``.
    regions, departments : list of str
        In the order to draw them; those after ``MOST_NAMES`` are left out.
    layout : Layout
    """
    data = Data()
    columns, rows = regions[:MOST_NAMES], departments[:MOST_NAMES]
    found = {(row["region"], row["department"]): row["host_count"] for row in counts}
    total = sum(row["host_count"] for row in counts)
    cells: Rows = [
        {
            "row": row,
            "column": column,
            **_cell(region, department, found.get((region, department), 0), total),
        }
        for row, department in enumerate(rows)
        for column, region in enumerate(columns)
    ]
    largest = max(1, *(cell["host_count"] for cell in cells))
    limits = [largest * step / len(HEATS) for step in range(1, len(HEATS))]
    extent = 170 if layout.is_wide else 128
    column_width = (layout.width - extent) / len(columns) - 4
    base = data.of(cells).encode(
        x=alt.X(
            "column:O",
            scale=alt.Scale(paddingInner=0.02),
            axis=name_axis(
                [shortened(name, column_width, layout) for name in columns],
                orient="top",
                labelAngle=0,
            ),
        ),
        y=alt.Y(
            "row:O",
            scale=alt.Scale(paddingInner=0.05),
            axis=name_axis(
                [shortened(name, extent - 10, layout) for name in rows],
                minExtent=extent,
                maxExtent=extent,
            ),
        ),
    )
    tiles = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color(
            "host_count:Q",
            scale=alt.Scale(
                type="threshold",
                domain=limits,
                range=[LIGHT[name] for name in HEATS],
            ),
            legend=None,
        ),
        description="text:N",
    )
    half = limits[len(HEATS) // 2 - 1]
    fits = text_width(count_text(largest), layout) <= column_width
    numbers = base.mark_text(
        aria=False, opacity=0 if column_width < _SHORT_NUMBER_PX else 1
    ).encode(
        text=alt.Text("host_count:Q", format=",d" if fits else ".2~s"),
        color=alt.condition(
            alt.datum.host_count >= half,
            alt.value(LIGHT["high_heat"]),
            alt.value(LIGHT["low_heat"]),
        ),
    )
    chart = alt.layer(tiles, numbers).properties(
        width=layout.width - extent - 8,
        height=alt.Step(44 if layout.is_wide else 34),
    )
    return finished(chart, layout, data)


def _cell(region: str, department: str, hosts: int, total: int) -> dict[str, Any]:
    return {
        "host_count": hosts,
        "text": f"{department}, {region}: {count_text(hosts)} hosts,"
        f" {percent_text(hosts / max(1, total))} of the fleet",
    }


def application_sizes(
    applications: Rows, expected: list[float], layout: Layout
) -> Spec:
    """Return one bar an application, the largest first, against the expected sizes.

    Parameters
    ----------
    applications : list of dict
        ``application_name``, ``department``, ``host_count`` and ``size_rank``, from 1.
    expected : list of float
        Sizes that Zipf's law asks for, the largest first, one for each application.
    layout : Layout
    """
    data = Data()
    bars: Rows = [
        {
            "size_rank": row["size_rank"],
            "host_count": row["host_count"],
            "group": "the ten largest" if row["size_rank"] <= 10 else "the others",
            "text": f"{row['size_rank']}. {row['application_name']},"
            f" {row['department']}: {count_text(row['host_count'])} hosts",
        }
        for row in applications
    ]
    law = [
        {"size_rank": rank, "host_count": round(size, 3)}
        for rank, size in enumerate(expected[: len(bars)], start=1)
    ]
    x = alt.X(
        "size_rank:Q",
        title="application, by size",
        scale=alt.Scale(domain=[0.3, len(bars) + 0.7], nice=False),
        axis=alt.Axis(grid=False, format="d", tickCount=8 if layout.is_wide else 5),
    )
    y = alt.Y(
        "host_count:Q",
        title="hosts",
        axis=alt.Axis(tickCount=4, format=",d", minExtent=40, maxExtent=40),
    )
    slot = (layout.width - 68) / (len(bars) + 1)
    columns = (
        data.of(bars)
        .mark_bar(width=max(1, round(0.72 * slot, 1)))
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "group:N",
                scale=alt.Scale(
                    domain=["the ten largest", "the others"],
                    range=[LIGHT["orange"], LIGHT["blue"]],
                ),
            ),
            description="text:N",
        )
    )
    line = (
        data.of(law)
        .mark_line(color=LIGHT["ink"], strokeWidth=1.5, interpolate="step", aria=False)
        .encode(x=x, y=y)
    )
    chart = alt.layer(columns, line).properties(
        width=layout.width - 68, height=260 if layout.is_wide else 220
    )
    return finished(chart, layout, data)
