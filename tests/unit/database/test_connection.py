"""Databases appear whole or not at all."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from horizonscale.database.connection import (
    connect,
    insert,
    new_database,
    next_database,
    tables_ddl,
)

SQL = Path(__file__).parents[3] / "sql"
DDL = (SQL / "create_tables.sql").read_text(encoding="utf-8")


def build(path, storage_version="v1.0.0"):
    with new_database(path, storage_version) as connection:
        connection.execute("CREATE TABLE numbers AS FROM range(1000) AS r(n)")
    return path


def count(path):
    with connect(path, read_only=True) as connection:
        return connection.execute("SELECT count(*) FROM numbers").fetchone()[0]


# Bytes 12 to 19 of the file: 64 is the format of DuckDB 0.10 to 1.1, 65 that of 1.2.
@pytest.mark.parametrize(
    ("storage_version", "number"), [("v1.0.0", 64), ("v1.1.0", 64), ("v1.2.0", 65)]
)
def test_a_new_database_has_the_storage_version(tmp_path, storage_version, number):
    path = build(tmp_path / "a.db", storage_version)
    header = path.read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:], "little") == number
    assert count(path) == 1000


@pytest.mark.parametrize("storage_version", ["v1.0.0", "v1.2.0"])
def test_the_next_database_keeps_the_storage_version(tmp_path, storage_version):
    path = build(tmp_path / "a.db", storage_version)
    with next_database(path, tmp_path / "b.db", threads=2) as connection:
        connection.execute("INSERT INTO numbers VALUES (5)")
    assert (tmp_path / "b.db").read_bytes()[12:20] == path.read_bytes()[12:20]


def test_the_next_database_adds_to_a_copy(tmp_path):
    source = build(tmp_path / "a.db")
    before = source.read_bytes()
    with next_database(source, tmp_path / "b.db") as connection:
        connection.execute("INSERT INTO numbers VALUES (5)")
        assert not (tmp_path / "b.db").exists()
    assert (count(source), count(tmp_path / "b.db")) == (1000, 1001)
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "b.db"]


class StepFailedError(Exception):
    pass


@pytest.mark.parametrize("error", [StepFailedError, KeyboardInterrupt])
def test_a_failure_leaves_the_last_good_one(tmp_path, error):
    source = build(tmp_path / "a.db")
    target = tmp_path / "b.db"
    target.write_bytes(b"the last good one")

    def fail(database):
        with database as connection:
            connection.execute("CREATE TABLE more AS FROM range(200_000)")
            raise error

    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for database in (new_database(target, "v1.0.0"), next_database(source, target)):
        with pytest.raises(error):
            fail(database)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("job_memory_mb", "limit"), [(2000, "1500MB"), (101, "75MB")])
def test_duckdb_keeps_to_its_share_of_the_memory(tmp_path, job_memory_mb, limit):
    path = build(tmp_path / "a.db")
    with connect(path, job_memory_mb=job_memory_mb) as connection:
        (seen,) = connection.execute(
            "SELECT current_setting('memory_limit')"
        ).fetchone()
    with duckdb.connect(config={"memory_limit": limit}) as other:
        expected = other.execute("SELECT current_setting('memory_limit')").fetchone()
    assert (seen,) == expected


def test_no_extension_is_fetched(tmp_path):
    with connect(build(tmp_path / "a.db")) as connection:
        found = connection.execute(
            "SELECT current_setting('autoinstall_known_extensions'),"
            " current_setting('autoload_known_extensions')"
        ).fetchone()
    assert found == (False, False)


def keys_of(ddl):
    """Return each key that a DDL makes, as table and text."""
    with duckdb.connect() as connection:
        connection.execute(ddl)
        return set(
            connection.execute(
                "SELECT table_name, constraint_text FROM duckdb_constraints()"
                " WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')"
            ).fetchall()
        )


def test_audited_keys_drop_exactly_those_of_hosts():
    assert tables_ddl(DDL, "enforced") == DDL
    enforced, audited = keys_of(DDL), keys_of(tables_ddl(DDL, "audited"))
    dropped = enforced - audited
    # DuckDB also lists a foreign key with the table that it refers to.
    assert {key for key in enforced if key[0] == "hosts"} <= dropped
    assert {text for table, text in dropped if table != "hosts"} <= {
        text for table, text in dropped if table == "hosts"
    }
    assert {table for table, _ in audited} == {
        "hierarchy",
        "hardware_models",
        "hardware_model_server_types",
        "dna_profiles",
        "time_periods",
    }
    assert len([key for key in dropped if key[0] == "hosts"]) == 6


def test_the_cause_of_a_failed_insert_is_told(tmp_path):
    def rows():
        yield pa.record_batch({"a": pa.array([1])})
        raise RuntimeError("no more rows")

    schema = pa.schema({"a": pa.int64()})
    reader = pa.RecordBatchReader.from_batches(schema, rows())
    with new_database(tmp_path / "a.db", "v1.0.0") as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
        with pytest.raises(duckdb.Error, match="no more rows"):
            insert(connection, "INSERT INTO t FROM rows", reader)
        connection.rollback()
        connection.begin()
