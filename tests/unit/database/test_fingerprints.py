"""Fingerprints are those of docs/fingerprint.md, and tell tables apart."""

import random
import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest
from horizonscale.database.fingerprints import combine, fingerprint

PAGE = Path(__file__).parents[3] / "docs" / "fingerprint.md"

NAMES = ("name", "size", "flag", "day", "share", "id")
ROWS = [
    ("a", 1, True, date(2024, 2, 29), "0.350000", UUID(int=1)),
    ("é🚀", -5, False, date(1900, 1, 1), "1.000000", UUID(int=2**128 - 1)),
    ("", 0, None, None, "0.000001", UUID(int=7)),
    ("1", None, True, date(2199, 12, 31), "0.100000", UUID(int=2**64)),
    ("server-000000001", 2**63 - 1, True, date(2199, 12, 31), None, None),
    ("seventeen bytes é", -(2**63), True, date(2199, 12, 31), "0.000000", UUID(int=0)),
]
CREATE = """
CREATE TABLE things (
    name VARCHAR, size BIGINT, flag BOOLEAN, day DATE, share DECIMAL(7, 6), id UUID
)
"""


@pytest.fixture(scope="module")
def definition() -> Any:
    """Return the function that the page defines, read from the page."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102, what the page says is what is tested
    return names["fingerprint"]


@pytest.fixture
def memory():
    with duckdb.connect() as connection:
        connection.execute(CREATE)
        yield connection


def fill(connection, rows):
    connection.execute("DELETE FROM things")
    if rows:
        connection.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", rows)
    return fingerprint(connection, "things")


def as_defined(row):
    """Return what the page calls the values of a row: text, int, UUID or None."""
    name, size, flag, day, share, uuid = row
    flag = None if flag is None else str(flag).lower()
    return name, size, flag, None if day is None else day.isoformat(), share, uuid


def test_the_fingerprint_is_that_of_the_page(memory, definition):
    for rows in (ROWS, *([row] for row in ROWS)):
        expected = definition(NAMES, map(as_defined, rows))
        assert fill(memory, rows) == {"rows": len(rows), "fingerprint": expected}


def test_it_never_changes(memory):
    assert fill(memory, ROWS)["fingerprint"] == "1a2041796e20181471e2f85a05924946"


@pytest.mark.parametrize("kind", ["TINYINT", "INTEGER", "UINTEGER", "SMALLINT"])
def test_integers_count_by_value_whatever_their_width(memory, definition, kind):
    memory.execute(f"CREATE TABLE number AS SELECT CAST(7 AS {kind}) AS n")
    assert fingerprint(memory, "number")["fingerprint"] == definition(["n"], [[7]])


def test_columns_of_any_other_type_count_by_their_text(memory, definition):
    memory.execute(
        """CREATE TABLE strange AS SELECT
            7::UBIGINT AS u, -7::HUGEINT AS h, [1, 2] AS l, {'a': 1} AS s,
            'x'::BLOB AS b, 1.5::DOUBLE AS d, TIMESTAMP '2024-02-29 00:00:00' AS t"""
    )
    texts = ["7", "-7", "[1, 2]", "{'a': 1}", "x", "1.5", "2024-02-29 00:00:00"]
    assert fingerprint(memory, "strange")["fingerprint"] == definition(
        "uhlsbdt", [texts]
    )


def test_no_rows_have_a_fingerprint(memory):
    assert fill(memory, []) == {"rows": 0, "fingerprint": "0" * 32}


def test_neither_the_order_of_rows_nor_threads_matter(memory):
    one = fill(memory, ROWS * 50)
    for turn in range(5):
        memory.execute("SET threads = ?", [turn + 1])
        shuffled = ROWS * 50
        random.Random(turn).shuffle(shuffled)
        assert fill(memory, shuffled) == one


def test_parts_add_up_to_the_whole(memory):
    for cut in range(len(ROWS) + 1):
        parts = [fill(memory, ROWS[:cut]), fill(memory, ROWS[cut:])]
        assert combine(parts) == fill(memory, ROWS)
    assert combine([]) == fill(memory, [])


def test_any_change_of_any_value_changes_it(memory):
    seen = [fill(memory, ROWS)["fingerprint"]]
    others = ("c", 2, None, date(2024, 3, 1), "0.350001", UUID(int=3))
    for place, row in enumerate(ROWS):
        for column, value in enumerate(others):
            for new in {value, None} - {row[column]}:
                edited = [*row[:column], new, *row[column + 1 :]]
                rows = [*ROWS[:place], edited, *ROWS[place + 1 :]]
                seen.append(fill(memory, rows)["fingerprint"])
    assert len(set(seen)) == len(seen) > 50


def test_swapped_values_change_it(memory):
    one = fill(memory, [("a", 1, *ROWS[0][2:]), ("b", 2, *ROWS[0][2:])])
    other = fill(memory, [("a", 2, *ROWS[0][2:]), ("b", 1, *ROWS[0][2:])])
    assert one != other


def test_columns_are_told_apart(memory):
    memory.execute("CREATE TABLE one AS SELECT 'a' AS x, 'b' AS y, 1 AS m, 2 AS n")
    memory.execute("CREATE TABLE other AS SELECT 'b' AS x, 'a' AS y, 2 AS m, 1 AS n")
    memory.execute("CREATE TABLE renamed AS SELECT 'a' AS z, 'b' AS y, 1 AS m, 2 AS n")
    found = {
        fingerprint(memory, name)["fingerprint"] for name in ("one", "other", "renamed")
    }
    assert len(found) == 3


def test_combinations_are_told_apart_where_all_pairs_are_equal(memory):
    # Of three columns, any two hold the same pairs in both tables.
    memory.execute("CREATE TABLE even (x INTEGER, y INTEGER, z INTEGER)")
    memory.execute("CREATE TABLE odd AS FROM even")
    memory.execute("INSERT INTO even VALUES (0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)")
    memory.execute("INSERT INTO odd VALUES (1, 1, 1), (0, 0, 1), (0, 1, 0), (1, 0, 0)")
    assert fingerprint(memory, "even") != fingerprint(memory, "odd")


def test_a_missing_or_doubled_row_changes_it(memory):
    twice_a = [*ROWS, ROWS[0], ROWS[0]]
    twice_b = [*ROWS, ROWS[1], ROWS[1]]
    found = [fill(memory, rows) for rows in (ROWS, ROWS[1:], twice_a, twice_b)]
    assert len({one["fingerprint"] for one in found}) == 4


def test_null_is_neither_empty_nor_a_word(memory):
    found = {
        fill(memory, [(name, *ROWS[0][1:])])["fingerprint"]
        for name in (None, "", "NULL", "None", "name NULL")
    }
    assert len(found) == 5


def test_where_a_value_ends_matters(memory):
    memory.execute("CREATE TABLE one AS SELECT 'ab' AS x, 'c' AS y")
    memory.execute("CREATE TABLE other AS SELECT 'a' AS x, 'bc' AS y")
    assert fingerprint(memory, "one") != fingerprint(memory, "other")


def test_names_of_tables_and_columns_are_quoted(memory):
    memory.execute(
        """CREATE TABLE "x'; DROP TABLE things; --" AS SELECT 1 AS "a""b'; --" """
    )
    found = fingerprint(memory, '"x\'; DROP TABLE things; --"')
    assert found["rows"] == 1
    assert fingerprint(memory, "things")["rows"] == 0


def test_leading_zeros_are_kept(memory):
    memory.execute("CREATE TABLE number (n BIGINT)")
    seen = set()
    for number in range(300):
        memory.execute("DELETE FROM number")
        memory.execute("INSERT INTO number VALUES (?)", [number])
        found = fingerprint(memory, "number")["fingerprint"]
        seen.add((len(found), found[0] == "0"))
    assert seen == {(32, True), (32, False)}
