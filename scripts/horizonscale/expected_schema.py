"""What the catalogue of a sound database shows, by its DDL.

The DDL is run in a database of its own, and the SQL of the check on that.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from horizonscale.comparison import Expected
from horizonscale.database import connect, new_database, tables_ddl
from horizonscale.expectations import Context
from horizonscale.observations import observe

METADATA_DDL = "create_metadata"
TABLES_DDL = "create_tables"
CHECKS = (
    "schema_relations",
    "schema_columns",
    "schema_constraints",
    "schema_indexes",
    "schema_comments",
    "schema_objects",
)


def declared(check: str) -> Callable[[Context], Expected]:
    """Return the expectation of a check that reads the catalogue."""

    def expected(context: Context) -> Expected:
        if not context.catalogue:
            context.catalogue.update(_catalogue(context))
        return context.catalogue[check]

    return expected


def _catalogue(context: Context) -> dict[str, Expected]:
    settings = context.settings
    # A file, not memory: DuckDB writes the text of a view anew when it reads it back,
    # so that one in memory would differ by its brackets.
    with TemporaryDirectory() as folder:
        path = Path(folder, "declared.db")
        version = settings.storage_version
        with new_database(path, version, durable=False) as connection:
            connection.execute(context.sql[METADATA_DDL])
            connection.execute(tables_ddl(context.sql[TABLES_DDL], settings.keys))
        with connect(path, read_only=True) as connection:
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
