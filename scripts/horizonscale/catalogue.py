"""What the DDL declares: tables and the view, with keys, checks and comments.

Read from a database in memory that the DDL makes, keys of ``hosts`` included: where a
fleet is built without them, the audit proves the same facts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

DDL = ("create_metadata", "create_tables")
RELATIONS, COLUMNS, CONSTRAINTS = (
    f"{name}" for name in ("relations", "columns", "constraints")
)
SQL = (*DDL, RELATIONS, COLUMNS, CONSTRAINTS)

_STRING = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True)
class Column:
    """A column of a table or a view, with its type in DuckDB's words."""

    name: str
    type: str
    nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Constraint:
    """A key, a reference or a check.

    Parameters
    ----------
    kind : str
        ``PRIMARY KEY``, ``UNIQUE``, ``FOREIGN KEY`` or ``CHECK``.
    columns : tuple of str
    referenced : str or None
        Table that a foreign key refers to.
    referenced_columns : tuple of str
    expression : str or None
        What a check asks for, in SQL.
    violations : str
        SQL that counts the rows which break it.
    """

    kind: str
    columns: tuple[str, ...]
    referenced: str | None
    referenced_columns: tuple[str, ...]
    expression: str | None
    violations: str


@dataclass(frozen=True)
class Relation:
    """A table or a view."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...]

    @property
    def grain(self) -> str:
        """What one row is, by the comment: "one row a server"."""
        return self.comment[self.comment.index("one row ") :].rstrip(".")

    def of_kind(self, kind: str) -> list[Constraint]:
        """Return its constraints of a kind."""
        return [item for item in self.constraints if item.kind == kind]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Columns of the primary key; none for a view."""
        return next((item.columns for item in self.of_kind("PRIMARY KEY")), ())

    def is_unique(self, column: str) -> bool:
        """Return whether a column is a key by itself."""
        keys = [*self.of_kind("PRIMARY KEY"), *self.of_kind("UNIQUE")]
        return any(key.columns == (column,) for key in keys)

    def limits(self, column: Column) -> dict[str, Any]:
        """Return what the checks allow in a column, in the words of Table Schema.

        ``enum``, ``minimum``, ``maximum``, ``minLength`` or ``maxLength``. What cannot
        be said so, like a comparison of two columns, is left to ``violations``.
        """
        found: dict[str, Any] = {}
        for check in self.of_kind("CHECK"):
            if check.columns == (column.name,):
                found |= _limits(check.expression or "", "INT" in column.type)
        return found


def catalogue(sql: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return the tables and the view, in the order of the DDL.

    Parameters
    ----------
    sql : mapping
        Texts of the files named by ``SQL``, by their path in the workflow.
    """
    with duckdb.connect(":memory:") as connection:
        for name in DDL:
            connection.execute(sql[name])
        relations = connection.execute(sql[RELATIONS]).fetchall()
        columns = connection.execute(sql[COLUMNS]).fetchall()
        constraints = connection.execute(sql[CONSTRAINTS]).fetchall()
    return tuple(
        Relation(
            name,
            is_view,
            comment,
            tuple(Column(*row[1:]) for row in columns if row[0] == name),
            tuple(_constraint(*row[1:]) for row in constraints if row[0] == name),
        )
        for name, is_view, comment, _ in relations
    )


def _constraint(
    kind: str,
    columns: list[str],
    referenced: str | None,
    referenced_columns: list[str],
    expression: str | None,
    violations: str,
) -> Constraint:
    return Constraint(
        kind,
        tuple(columns),
        referenced,
        tuple(referenced_columns),
        expression[1:-1] if expression else None,
        violations,
    )


def _limits(expression: str, whole: bool) -> dict[str, Any]:
    column, _, condition = expression.replace('"', "").partition(" ")
    number = r"(-?\d+)"
    if match := re.fullmatch(rf"BETWEEN {number} AND {number}", condition):
        return {"minimum": int(match[1]), "maximum": int(match[2])}
    if match := re.fullmatch(rf">= {number}", condition):
        return {"minimum": int(match[1])}
    if whole and (match := re.fullmatch(rf"> {number}", condition)):
        return {"minimum": int(match[1]) + 1}
    if condition.startswith("IN (") and "'" in condition:
        return {
            "enum": [text.replace("''", "'") for text in _STRING.findall(condition)]
        }
    if column.startswith("length(") and (
        match := re.fullmatch(rf"= {number}", condition)
    ):
        return {"minLength": int(match[1]), "maxLength": int(match[1])}
    return {}
