"""A picture of the report: its words, its numbers and its chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from horizonscale.charts import Layout, Rows, Spec, count_text

MOST_ROWS = 30  # of a chart with one row a name
COUNTED = ("name", "kind", "expected", "from", "to", "actual")

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Picture:
    """A chart with its headline, its alternative in words, and its numbers."""

    name: str
    headline: str
    alternative: str
    header: Sequence[str]
    rows: Cells
    draw: Callable[[Layout], Spec]


def counted(
    name: str, group: str, row: Mapping[str, Any], expected: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an actual count beside what the audit expected."""
    bound = expected[name]
    return {
        "name": name,
        "group": group,
        "actual": row["host_count"],
        "expected": bound["count"],
        "low": bound["low"],
        "high": bound["high"],
    }


def counted_cells(rows: Rows) -> Cells:
    """Return counts as cells of a table."""
    return [
        (
            row["name"],
            row["group"],
            f"{row['expected']:,.1f}".removesuffix(".0"),
            *(count_text(row[key]) for key in ("low", "high", "actual")),
        )
        for row in rows
    ]


def extremes(rows: Rows, what: str) -> str:
    """Return in words which names have the most and the fewest hosts."""
    ordered = sorted(rows, key=lambda row: -row["actual"])
    most, least = ordered[0], ordered[-1]
    return (
        f"Dot plot of hosts for {len(rows)} {what}, each within the bound of the audit."
        f" {most['name']} has the most, {count_text(most['actual'])};"
        f" {least['name']} the fewest, {count_text(least['actual'])}."
    )
