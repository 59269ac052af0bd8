"""Files of anybody, read without running anything that they hold.

Macros of a file replace functions for whoever opens it as the default catalogue, and
its views run them for everybody. So it is attached beside an empty database in memory,
and its base tables alone are read.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

_BASE_TABLES = """
SELECT table_name
FROM duckdb_tables()
WHERE database_name = $database AND schema_name = 'main'
"""


def attach(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> None:
    """Attach files read-only, and let the connection open nothing from then on.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        To a database in memory.
    files : mapping
        The name that each gets as a database, and its path.

    Raises
    ------
    duckdb.Error
        If one is no database, or of a later DuckDB.
    """
    for name, path in files.items():
        connection.execute(f"ATTACH $path AS {name} (READ_ONLY)", {"path": str(path)})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def view_tables(
    connection: duckdb.DuckDBPyConnection,
    database: str,
    tables: Iterable[str],
    suffix: str = "",
) -> None:
    """Name the base tables of an attached database, so that queries find them.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    database : str
        Its name.
    tables : iterable of str
        Those to be named. What is no base table there gets no name.
    suffix : str
        The end of each name.
    """
    found = connection.execute(_BASE_TABLES, {"database": database}).fetchall()
    for table in tables:
        if (table,) in found:
            connection.table(f"{database}.main.{table}").create_view(f"{table}{suffix}")
