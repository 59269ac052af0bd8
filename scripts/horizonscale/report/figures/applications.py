"""How large applications are: the largest, against Zipf's law."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from horizonscale.audit.comparison import Range
from horizonscale.report.style import (
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    named,
    percent_text,
    vega_lite,
)
from horizonscale.report.svg import Figure, left_out

_SIZE_COLOURS = {"the ten largest": LIGHT["orange"], "the others": LIGHT["blue"]}


def applications(
    largest: Rows, expected: Mapping[str, Range], totals: Mapping[str, Any]
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
        left_out(len(largest), number, "applications, by size"),
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
