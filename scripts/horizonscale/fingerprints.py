"""Fingerprints of tables: equal content, equal fingerprint, on any machine.

``docs/fingerprint.md`` is their definition, for any language. A fingerprint does not
depend on the order of the rows or on the version of DuckDB, and those of the parts of a
table add up to that of the whole. It is no defence against somebody who forges tables.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import reduce

import duckdb

from horizonscale.markers import Fingerprint

HALF_BITS = 64
_HALF = (1 << HALF_BITS) - 1

_INTEGERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
}
_COLUMNS = "SELECT * FROM query_table($table) LIMIT 0"
_FINGERPRINT = """
SELECT
    count(*),
    sum(CAST({high} AS UBIGINT)),
    sum(CAST({low} AS UBIGINT))
FROM (SELECT {second} AS mixed FROM (SELECT {first} AS mixed FROM (
    SELECT {row} AS mixed FROM query_table($table)
)))
"""


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
    parameters = {"table": table}
    columns = connection.execute(_COLUMNS, parameters).description or []
    cells = (cell for name, kind, *_ in columns for cell in _cells(name, str(kind)))
    query = _FINGERPRINT.format(
        row=reduce(_xor, cells),
        first=_mixed("1"),
        second=_mixed("2"),
        high=_high("mixed"),
        low=_low("mixed"),
    )
    [(rows, *halves)] = connection.execute(query, parameters).fetchall()
    return {"rows": rows, "fingerprint": _text(half or 0 for half in halves)}


def combine(parts: Iterable[Fingerprint]) -> Fingerprint:
    """Return the fingerprint of a table, from those of parts that share no row."""
    rows = high = low = 0
    for part in parts:
        number = int(part["fingerprint"], 16)
        rows += part["rows"]
        high += number >> HALF_BITS
        low += number & _HALF
    return {"rows": rows, "fingerprint": _text((high, low))}


def _cells(name: str, kind: str) -> Iterator[str]:
    """Yield the terms of a column: a value's 64-bit number times a constant."""
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "UUID":
        number = f"CAST({quoted} AS UHUGEINT)"
        values = {f"{name} high": _high(number), f"{name} low": _low(number)}
    elif kind in _INTEGERS:
        values = {name: f"CAST({_low(f'CAST({quoted} AS HUGEINT)')} AS UHUGEINT)"}
    else:
        values = {name: _low(f"md5_number(CAST({quoted} AS VARCHAR))")}
    for text, value in values.items():
        null = int.from_bytes(_md5(f"{text} NULL"), "little")
        yield f"coalesce({value} * {_constant(text)}, CAST({null} AS UHUGEINT))"


def _mixed(turn: str) -> str:
    low = _xor(_low("mixed"), _constant(f"low {turn}"))
    high = _xor(_high("mixed"), _constant(f"high {turn}"))
    return f"{low} * {high}"


def _constant(text: str) -> str:
    """Return the odd 64-bit number that belongs to a text."""
    number = int.from_bytes(_md5(text)[:8], "little") | 1
    return f"CAST({number} AS UHUGEINT)"


def _md5(text: str) -> bytes:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()


def _xor(one: str, other: str) -> str:
    return f"xor({one}, {other})"


def _low(number: str) -> str:
    return f"({number} & {_HALF})"


def _high(number: str) -> str:
    return f"({number} >> {HALF_BITS})"


def _text(halves: Iterable[int]) -> str:
    return "".join(f"{half & _HALF:016x}" for half in halves)
