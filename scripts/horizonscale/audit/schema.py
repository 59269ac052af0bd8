"""What the catalogue of a sound database shows, by its DDL.

The DDL is run in a database in memory, and the SQL of the check on that.
"""

from collections.abc import Callable
from pathlib import Path

from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected
from horizonscale.audit.observations import observe
from horizonscale.database.connection import connect, tables_ddl

METADATA_DDL = "create_metadata"
TABLES_DDL = "create_tables"
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
        if not context.catalogue:
            context.catalogue.update(_catalogue(context))
        return context.catalogue[check]

    return expected


def _catalogue(context: Context) -> dict[str, Expected]:
    keys = context.settings.keys
    with connect(Path(":memory:")) as connection:
        connection.execute(context.sql[METADATA_DDL])
        connection.execute(tables_ddl(context.sql[TABLES_DDL], keys))
        return {check: observe(connection, context.sql[check]) for check in CHECKS}


def no_nulls(context: Context) -> Expected:
    """Return zero for every column of every table."""
    relations = declared("schema_relations")(context)
    expected = {}
    for column in declared("schema_columns")(context):
        schema, table, name = column.split(".")
        if relations[f"{schema}.{table}"] == "table":
            expected[f"{table}.{name}"] = 0
    return expected
