"""Hosts of each behaviour against what the weights ask for."""

from collections.abc import Mapping

from horizonscale.audit.comparison import Range
from horizonscale.config.entries import behaviour_label
from horizonscale.report.figures.behaviours import RISK_COLOURS
from horizonscale.report.figures.dot_plot import against_expectation, counted
from horizonscale.report.style import (
    Rows,
    count_text,
    percent_text,
)
from horizonscale.report.svg import Figure


def counts(profiles: Rows, expected: Mapping[str, Range]) -> Figure:
    """Return the hosts of each behaviour against its weight.

    Parameters
    ----------
    profiles : sequence of mapping
        Rows of ``dna_profiles`` with ``host_count``.
    expected : mapping
        What the audit expected of each behaviour.
    """
    rows = [
        counted(
            behaviour_label(row["scenario"], row["variant"]), row["risk"], row, expected
        )
        for row in profiles
    ]
    rare = sum(row["actual"] for row in rows if row["group"] == "rare")
    share = percent_text(rare / sum(row["actual"] for row in rows))
    headline = (
        f"Every behaviour has its share: {count_text(rare)} hosts, {share}, are of a"
        " rare variant"
    )
    return against_expectation("counts", headline, "behaviours", rows, RISK_COLOURS)
