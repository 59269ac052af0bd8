"""What a check's SQL file says of a database, as plain JSON values."""

import math
from collections.abc import Mapping
from decimal import Decimal

import duckdb

from horizonscale.audit.comparison import Value


def observe(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """Return the rows (subject, actual) of a query as a mapping.

    Raises
    ------
    duckdb.Error
        If the query fails, for example because a table is missing.
    ValueError
        If two rows have the same subject: one of them would go unseen.
    """
    found: dict[str, Value] = {}
    for subject, actual in connection.execute(sql, dict(parameters or {})).fetchall():
        name = "NULL" if subject is None else str(subject)
        if name in found:
            raise ValueError(f"more than one row of {name}")
        found[name] = plain(actual)
    return found


def plain(value: object) -> Value:
    """Turn a value of DuckDB into one that JSON has.

    The decimals of this database have at most thirteen digits, so that as floats they
    equal the numbers of the config.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal() if math.isfinite(value):
            return float(value)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
    return str(value)  # a day as YYYY-MM-DD
