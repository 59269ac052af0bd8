"""What the catalogue of a sound database shows, by its DDL.

The DDL is run in a database in memory, and the SQL of the check on that.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import duckdb

from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected
from horizonscale.audit.observations import observe
from horizonscale.database.connection import connect, tables_ddl
from horizonscale.tables.names import ALL_TABLES

METADATA_DDL = "create_metadata"
TABLES_DDL = "create_tables"
SUBJECT = "subject"
"""The name of the database that is audited, in all SQL of the checks."""
CHECKS = (
    "schema_relations",
    "schema_columns",
    "schema_constraints",
    "schema_indexes",
    "schema_comments",
)


def declared(check: str) -> Callable[[Context], Expected]:
    """Return the expectation of a check that reads the catalogue."""

    def expected(context: Context) -> Expected:
        return context.once(_catalogue)[check]

    return expected


def _catalogue(context: Context) -> dict[str, Expected]:
    keys = context.settings.keys
    with connect(Path(":memory:")) as connection:
        connection.execute(f"ATTACH ':memory:' AS {SUBJECT}")
        connection.execute(f"USE {SUBJECT}")
        connection.execute(context.sql[METADATA_DDL])
        connection.execute(tables_ddl(context.sql[TABLES_DDL], keys))
        return {check: observe(connection, context.sql[check]) for check in CHECKS}


def no_nulls(context: Context) -> Expected:
    """Return zero for every column of every table."""
    expected = {}
    for column in declared("schema_columns")(context):
        _, table, name = column.split(".")
        if table in ALL_TABLES:
            expected[f"{table}.{name}"] = 0
    return expected


def make_view(connection: duckdb.DuckDBPyConnection, sql: Mapping[str, str]) -> None:
    """Make the view of the DDL, over the tables that the connection names.

    The database's own view is only looked at: it could run anything.
    """
    for statement in connection.extract_statements(sql[TABLES_DDL]):
        if "CREATE VIEW" in statement.query:
            with suppress(duckdb.Error):  # without its tables; the check says so
                connection.execute(statement)
