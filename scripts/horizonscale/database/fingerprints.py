"""Fingerprints of tables: equal content, equal fingerprint, on any machine.

``docs/fingerprint.md`` is their definition, for any language, and
``sql/fingerprint.sql`` computes them. A fingerprint does not depend on the order of
the rows or on the version of DuckDB, and those of the parts of a table add up to that
of the whole. It is no defence against somebody who forges tables.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from horizonscale.artifacts.markers import Fingerprint
from horizonscale.database.metadata import TABLE

SQL_FILE = Path(__file__).parents[3] / "sql" / "fingerprint.sql"

_SQL = SQL_FILE.read_text(encoding="utf-8")
_HALF = 2**64


def fingerprint(connection: duckdb.DuckDBPyConnection, table: str) -> Fingerprint:
    """Return the number of rows and the fingerprint of a table.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    table : str
        Its name; DuckDB reads it all, in parallel.

    Raises
    ------
    duckdb.Error
        If it cannot be read.
    """
    connection.execute("SET VARIABLE fingerprinted_table = $table", {"table": table})
    [(rows, text)] = connection.execute(_SQL).fetchall()
    return {"rows": rows, "fingerprint": text}


def combine(parts: Iterable[Fingerprint]) -> Fingerprint:
    """Return the fingerprint of a table, from those of parts that share no row."""
    rows = high = low = 0
    for part in parts:
        rows += part["rows"]
        high += int(part["fingerprint"][:16], 16)
        low += int(part["fingerprint"][16:], 16)
    return {"rows": rows, "fingerprint": f"{high % _HALF:016x}{low % _HALF:016x}"}


def fingerprints(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[str]
) -> dict[str, Fingerprint]:
    """Return rows and fingerprint of tables, and of ``genesis_metadata``."""
    return {table: fingerprint(connection, table) for table in (*tables, TABLE)}
