"""The quality rules of the data contract: constraints as SQL, the audit in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from horizonscale.catalogue import Constraint, Relation

_DIMENSIONS = {
    "PRIMARY KEY": "uniqueness",
    "UNIQUE": "uniqueness",
    "FOREIGN KEY": "consistency",
    "CHECK": "conformity",
}
_CATALOGUE_CHECKS = ("schema_", "storage_")
_HIERARCHY_CHECKS = (
    "criticality_tier_counts",
    "department_applications",
    "mail_domains",
    "people",
)


def quality_rules(table: Relation, audit: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rules of a table: its rows, its constraints, what the audit proved."""
    held = audit["statistics"]["tables"]
    rows = {
        "type": "library",
        "name": "row_count",
        "metric": "rowCount",
        "mustBe": held[table.name]["rows"],
        "dimension": "completeness",
        "severity": "error",
    }
    return [
        rows,
        *(_sql_rule(key) for key in table.constraints),
        *_text_rules(table.name, audit["tests"], sorted(held)),
    ]


def checked_table(check: str, tables: Sequence[str]) -> tuple[str, ...]:
    """Return the tables that a check of the audit is about.

    None for a check of the database file as such.
    """
    if check.startswith(_CATALOGUE_CHECKS):
        return ()
    if check in ("table_contents", "no_nulls"):
        return tuple(tables)
    if check in tables:
        return (check,)
    if check.startswith("calendar_"):
        return ("time_periods",)
    return ("hierarchy",) if check in _HIERARCHY_CHECKS else ("hosts",)


def _sql_rule(key: Constraint) -> dict[str, Any]:
    what = f"{key.kind.lower()} ({', '.join(key.columns)})"
    if key.kind == "CHECK":
        what = f"check ({key.expression})"
    if key.referenced:
        what += f" references {key.referenced} ({', '.join(key.referenced_columns)})"
    return {
        "type": "sql",
        "name": what,
        "query": key.violations,
        "mustBe": 0,
        "unit": "rows",
        "dimension": _DIMENSIONS[key.kind],
        "severity": "error",
    }


def _text_rules(
    table: str, tests: Iterable[Mapping[str, Any]], tables: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Return what the audit proved of a table."""
    for test in tests:
        if table in checked_table(test["name"], tables):
            yield {
                "type": "text",
                "name": test["name"],
                "description": test["description"],
                "severity": test["severity"],
            }
