"""The shapes of hosts: cores against memory."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from horizonscale.report.figures.hardware import CLASS_COLOURS
from horizonscale.report.style import (
    LIGHT,
    WIDTH_PX,
    Rows,
    count_text,
    groups,
    named,
    vega_lite,
)
from horizonscale.report.svg import Figure

RATIOS_GB_PER_CORE = (2, 4, 8)


_LARGEST_CIRCLE_PX2 = 1300


_RATIO_PX = 80  # room for the ratios beside the chart


def shapes(models: Rows) -> Figure:
    """Return one circle a shape, its area the hosts of that shape."""
    cores, memory_gb = (
        sum(row[size] * row["host_count"] for row in models)
        for size in ("cpu_cores", "memory_gb")
    )
    return Figure(
        "shapes",
        f"{count_text(cores)} cores with {memory_gb / cores:.1f} GiB each, on average",
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
        _chart(_circles(models)),
    )


def _chart(circles: Rows) -> str:
    cores = [row["cpu_cores"] for row in circles]
    memory = [row["memory_gb"] for row in circles]
    fewest, most = min(cores) / 1.5, max(cores) * 1.5
    least, highest = min(memory) / 1.6, max(memory) * 1.6
    x = alt.X(
        "cpu_cores:Q",
        title="cores",
        scale=_doubling(fewest, most),
        axis=alt.Axis(values=_powers(min(cores), max(cores)), format=",d"),
    )
    y = alt.Y(
        "memory_gb:Q",
        title="memory, GiB",
        scale=_doubling(least, highest),
        axis=alt.Axis(
            values=_powers(min(memory), max(memory)),
            format=",d",
            minExtent=40,
            maxExtent=40,
        ),
    )
    guides: Rows = [
        {
            "cpu_cores": core,
            "memory_gb": ratio * core,
            "ratio": ratio,
            "label": f"{ratio} GiB/core",
        }
        for ratio in RATIOS_GB_PER_CORE
        for core in (fewest, most)
    ]
    ends = [end for end in guides[1::2] if min(memory) <= end["memory_gb"] <= highest]
    lines = (
        named("guides")
        .mark_line(
            color=LIGHT["line"], strokeDash=[2, 4], strokeWidth=1, clip=True, aria=False
        )
        .encode(x=x, y=y, detail="ratio:N")
    )
    labels = (
        named("ends")
        .mark_text(align="left", dx=5, color=LIGHT["quiet"], aria=False)
        .encode(x=x, y=y, text="label:N")
    )
    area = alt.Scale(domainMin=0, range=[0, _LARGEST_CIRCLE_PX2])
    marks = (
        named("circles")
        .mark_circle(opacity=0.75, stroke=LIGHT["paper"], strokeWidth=1)
        .encode(
            x=x,
            y=y,
            size=alt.Size("host_count:Q", scale=area, legend=None),
            color=groups(CLASS_COLOURS),
            description="text:N",
        )
    )
    chart = alt.layer(lines, labels, marks).properties(
        width=WIDTH_PX - 68 - _RATIO_PX, height=380
    )
    return vega_lite(chart, {"guides": guides, "ends": ends, "circles": circles})


def _circles(models: Rows) -> Rows:
    """Put models of the same class, cores and memory together; largest first."""
    found: dict[tuple[str, int, int], list[Mapping[str, Any]]] = {}
    for model in models:
        key = (model["classification"], model["cpu_cores"], model["memory_gb"])
        found.setdefault(key, []).append(model)
    rows = []
    for (classification, cores, memory), members in found.items():
        hosts = sum(member["host_count"] for member in members)
        names = ", ".join(member["hardware_model"] for member in members[:5])
        rows.append(
            {
                "group": classification,
                "cpu_cores": cores,
                "memory_gb": memory,
                "host_count": hosts,
                "text": f"{cores:,} cores, {memory:,} GiB, {classification}:"
                f" {count_text(hosts)} hosts ({names})",
            }
        )
    return sorted(rows, key=lambda row: -row["host_count"])


def _doubling(low: float, high: float) -> alt.Scale:
    return alt.Scale(type="log", base=2, domain=[low, high], nice=False)


def _powers(low: int, high: int) -> list[int]:
    return [2**power for power in range(30) if low / 1.6 <= 2**power <= high * 1.6]
