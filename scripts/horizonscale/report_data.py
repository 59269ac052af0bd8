"""What the report shows: small tables, aggregated in the published database."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from horizonscale.database import connect

MOST_APPLICATIONS = 200
MOST_DAYS = 1830  # five years, drawn by the day; a longer window is drawn by the month

Rows = list[dict[str, Any]]
Tables = Mapping[str, Rows]

_PARAMETERS = {
    "applications": {"most_applications": MOST_APPLICATIONS},
    "days": {"most_days": MOST_DAYS},
}


def read_tables(database: Path, sql: Mapping[str, str], threads: int) -> Tables:
    """Return the result of each query, as plain rows.

    Parameters
    ----------
    database : Path
        A finished database; it is opened read-only.
    sql : mapping
        Name of each table of the report, and the text of its query.
    threads : int

    Returns
    -------
    mapping
        Name, and rows as dictionaries. How many rows there are depends on the config,
        never on the number of hosts.
    """
    with connect(database, read_only=True, threads=threads) as connection:
        return {name: _rows(connection, name, text) for name, text in sql.items()}


def in_order(names: Sequence[str], found: Sequence[str]) -> list[str]:
    """Return the names found in the order of the config, strangers last."""
    known = [name for name in names if name in set(found)]
    return known + sorted(set(found) - set(names))


def _rows(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> Rows:
    cursor = connection.execute(text, _PARAMETERS.get(name, {}))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
