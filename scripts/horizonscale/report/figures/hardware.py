"""Hosts of each hardware model against what the weights ask for."""

from collections.abc import Mapping

from horizonscale.audit.comparison import Range
from horizonscale.report.figures.dot_plot import against_expectation, counted
from horizonscale.report.style import (
    LIGHT,
    Rows,
    percent_text,
)
from horizonscale.report.svg import Figure

CLASS_COLOURS = {"virtual": LIGHT["blue"], "physical": LIGHT["orange"]}


def hardware(models: Rows, expected: Mapping[str, Range]) -> Figure:
    """Return the hosts of each hardware model against its weight.

    Parameters
    ----------
    models : sequence of mapping
        The hardware catalogue with ``host_count``.
    expected : mapping
        What the audit expected of each model.
    """
    rows = [
        counted(row["hardware_model"], row["classification"], row, expected)
        for row in models
    ]
    sizes = sorted((row["actual"] for row in rows), reverse=True)
    headline = (
        f"{len(rows)} models, and the {len(sizes[:3])} most common make"
        f" {percent_text(sum(sizes[:3]) / sum(sizes))} of the fleet"
    )
    return against_expectation(
        "hardware", headline, "hardware models", rows, CLASS_COLOURS
    )
