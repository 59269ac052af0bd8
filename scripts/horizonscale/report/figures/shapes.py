"""The shapes of hosts: cores against memory."""

from collections.abc import Iterator, Mapping
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
_EMPTY_PX2 = 60
MAX_NAMES = 5
_RATIO_PX = 80  # room for the ratios beside the chart


def shapes(models: Rows) -> Figure:
    """Return one circle a shape, its area the hosts of that shape."""
    circles = _circles(models)
    empty = sum(circle["host_count"] == 0 for circle in circles)
    return Figure(
        "shapes",
        f"On average {' and '.join(_averages(models))}",
        f"Scatter plot of {len(models)} hardware models by cores and memory, with the"
        " hosts of each shape as its area.",
        (
            "model",
            "class",
            "cores or vCPUs",
            "memory, GiB",
            "storage, GB",
            "hosts",
            "source",
        ),
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
        _chart(circles),
        [f"Rings are shapes that no host has: {empty}."] if empty else [],
    )


def _averages(models: Rows) -> Iterator[str]:
    """Yield the memory of each kind of core: a virtual one is no whole core."""
    for kind, core in (("virtual", "vCPUs"), ("physical", "physical cores")):
        cores, memory_gb = (
            sum(
                row[size] * row["host_count"]
                for row in models
                if row["classification"] == kind
            )
            for size in ("cpu_cores", "memory_gb")
        )
        if cores:
            yield f"{memory_gb / cores:.1f} GiB for each of {count_text(cores)} {core}"


def _chart(circles: Rows) -> str:
    cores = [row["cpu_cores"] for row in circles]
    memory = [row["memory_gb"] for row in circles]
    fewest, most = min(cores) / 1.5, max(cores) * 1.5
    least, highest = min(memory) / 1.6, max(memory) * 1.6
    x = alt.X(
        "cpu_cores:Q",
        title="cores or vCPUs",
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
    rings = (
        named("rings")
        .mark_point(opacity=1, size=_EMPTY_PX2, fill=LIGHT["paper"])
        .encode(x=x, y=y, color=groups(CLASS_COLOURS), description="text:N")
    )
    chart = alt.layer(lines, labels, marks, rings).properties(
        width=WIDTH_PX - 68 - _RATIO_PX, height=380
    )
    rows = {
        "guides": guides,
        "ends": ends,
        "circles": [circle for circle in circles if circle["host_count"]],
        "rings": [circle for circle in circles if not circle["host_count"]],
    }
    return vega_lite(chart, rows)


def _circles(models: Rows) -> Rows:
    """Put models of the same class, cores and memory together; largest first."""
    found: dict[tuple[str, int, int], list[Mapping[str, Any]]] = {}
    for model in models:
        key = (model["classification"], model["cpu_cores"], model["memory_gb"])
        found.setdefault(key, []).append(model)
    rows = []
    for (classification, cores, memory), members in found.items():
        hosts = sum(member["host_count"] for member in members)
        names = ", ".join(member["hardware_model"] for member in members[:MAX_NAMES])
        if len(members) > MAX_NAMES:
            names += f" and {len(members) - MAX_NAMES} more"
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
