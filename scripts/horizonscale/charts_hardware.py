"""Cores against memory: the shapes that the fleet is made of."""

import altair as alt

from horizonscale.charts import Data, Layout, Rows, Spec, count_text, finished
from horizonscale.report_palette import LIGHT

CLASS_COLOURS = {"virtual": LIGHT["blue"], "physical": LIGHT["orange"]}
RATIOS_GB_PER_CORE = (2, 4, 8)


def shapes(models: Rows, layout: Layout) -> Spec:
    """Return one circle a shape, its area the hosts of that shape.

    Parameters
    ----------
    models : list of dict
        The hardware catalogue with ``host_count``.
    layout : Layout
    """
    data = Data()
    circles = _shapes(models)
    cores = [row["cpu_cores"] for row in circles]
    memory = [row["memory_gb"] for row in circles]
    x = alt.X(
        "cpu_cores:Q",
        title="cores",
        scale=_doubling(min(cores) / 1.5, max(cores) * 1.5),
        axis=alt.Axis(values=_powers(min(cores), max(cores)), format=",d"),
    )
    y = alt.Y(
        "memory_gb:Q",
        title="memory, GiB",
        scale=_doubling(min(memory) / 1.6, max(memory) * 1.6),
        axis=alt.Axis(
            values=_powers(min(memory), max(memory)),
            format=",d",
            minExtent=40,
            maxExtent=40,
        ),
    )
    guides = [
        {"cpu_cores": core, "memory_gb": ratio * core, "ratio": ratio}
        for ratio in RATIOS_GB_PER_CORE
        for core in (min(cores) / 1.5, max(cores) * 1.5)
    ]
    lines = (
        data.of(guides)
        .mark_line(
            color=LIGHT["line"], strokeDash=[2, 4], strokeWidth=1, clip=True, aria=False
        )
        .encode(x=x, y=y, detail="ratio:N")
    )
    ends = [
        {**guide, "label": f"{guide['ratio']} GiB/core"}
        for guide in guides[1::2]
        if min(memory) <= guide["memory_gb"] <= max(memory) * 1.6
    ]
    labels = (
        data.of(ends)
        .mark_text(align="left", dx=5, color=LIGHT["quiet"], aria=False)
        .encode(x=x, y=y, text="label:N")
    )
    largest = 1500 if layout.is_wide else 800
    marks = (
        data.of(circles)
        .mark_circle(opacity=0.75, stroke=LIGHT["paper"], strokeWidth=1)
        .encode(
            x=x,
            y=y,
            size=alt.Size(
                "host_count:Q",
                scale=alt.Scale(domainMin=0, range=[0, largest]),
                legend=None,
            ),
            color=alt.Color(
                "classification:N",
                scale=alt.Scale(
                    domain=list(CLASS_COLOURS), range=list(CLASS_COLOURS.values())
                ),
            ),
            description="text:N",
        )
    )
    chart = alt.layer(lines, labels, marks).properties(
        width=layout.width - 68 - (80 if layout.is_wide else 62),
        height=420 if layout.is_wide else 320,
    )
    return finished(chart, layout, data)


def _shapes(models: Rows) -> Rows:
    """Put models of the same class, cores and memory together; largest first."""
    found: dict[tuple[str, int, int], Rows] = {}
    for model in models:
        key = (model["classification"], model["cpu_cores"], model["memory_gb"])
        found.setdefault(key, []).append(model)
    rows: Rows = []
    for (classification, cores, memory), members in found.items():
        hosts = sum(member["host_count"] for member in members)
        names = ", ".join(member["hardware_model"] for member in members[:5])
        rows.append(
            {
                "classification": classification,
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
