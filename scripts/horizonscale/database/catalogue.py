"""What the DDL declares: tables and the view, with keys, checks and comments.

Read from a database in memory that the DDL makes, keys of ``hosts`` included: where a
fleet is built without them, the audit proves the same facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

DDL = ("create_metadata", "create_tables")
RELATIONS, COLUMNS, CONSTRAINTS = "relations", "columns", "constraints"
SQL = (*DDL, RELATIONS, COLUMNS, CONSTRAINTS)


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
    columns : list of str
    referenced : str or None
        Table that a foreign key refers to.
    referenced_columns : list of str
    expression : str or None
        What a check asks for, in SQL.
    """

    kind: str
    columns: list[str]
    referenced: str | None
    referenced_columns: list[str]
    expression: str | None


@dataclass(frozen=True)
class Relation:
    """A table or a view."""

    name: str
    is_view: bool
    comment: str
    columns: list[Column]
    constraints: list[Constraint]

    def of_kind(self, kind: str) -> list[Constraint]:
        """Return its constraints of a kind."""
        return [item for item in self.constraints if item.kind == kind]

    @property
    def primary_key(self) -> list[str]:
        """Columns of the primary key; none for a view."""
        return next((item.columns for item in self.of_kind("PRIMARY KEY")), [])

    def is_unique(self, column: str) -> bool:
        """Return whether a column is a key by itself."""
        keys = [*self.of_kind("PRIMARY KEY"), *self.of_kind("UNIQUE")]
        return any(key.columns == [column] for key in keys)

    def checks(self, column: str) -> list[str]:
        """Return what the checks of this column alone ask for."""
        return [
            check.expression
            for check in self.of_kind("CHECK")
            if check.expression and check.columns == [column]
        ]


def catalogue(sql: Mapping[str, str]) -> list[Relation]:
    """Return the tables and the view, in the order of the DDL.

    Parameters
    ----------
    sql : mapping
        Texts of the files named by ``SQL``, by their names without the ending.
    """
    with duckdb.connect(":memory:") as connection:
        for name in DDL:
            connection.execute(sql[name])
        relations = connection.execute(sql[RELATIONS]).fetchall()
        columns = connection.execute(sql[COLUMNS]).fetchall()
        constraints = connection.execute(sql[CONSTRAINTS]).fetchall()
    return [
        Relation(
            name,
            is_view,
            comment,
            [Column(*row) for relation, *row in columns if relation == name],
            [Constraint(*row) for relation, *row in constraints if relation == name],
        )
        for name, is_view, comment, _ in relations
    ]
