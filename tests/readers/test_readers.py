"""Other people's DuckDB opens the published file: older releases, the command line.

`make test-readers` installs them, each in a folder of its own that READERS names.
"""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from workflow.conftest import Workflow, copy_sources

READERS = Path(os.environ.get("READERS", ".venv/readers")).resolve()
LIBRARIES = ("1.1", "1.2", "1.3", "1.4")
TABLES = (
    "hosts",
    "hierarchy",
    "hardware_models",
    "dna_profiles",
    "time_periods",
    "genesis_metadata",
    "fleet",
)
# Every row as text, in an order that all versions agree on.
CONTENT = "SELECT COLUMNS(*)::VARCHAR FROM {} ORDER BY ALL"
COMMENTS = (
    "SELECT table_name, column_name, comment FROM duckdb_columns()"
    " WHERE NOT internal ORDER BY ALL"
)
QUERIES = [*(CONTENT.format(table) for table in TABLES), COMMENTS]

READ = """
import json, sys
import duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
answers = [connection.execute(query).fetchall() for query in json.load(sys.stdin)]
json.dump([duckdb.__version__, answers], sys.stdout)
"""
OLDEST = pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="DuckDB 1.0 has no build for Python 3.13"
)


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "genesis"
    copy_sources(folder)
    workflow = Workflow(folder)
    run = workflow.genesis()
    assert run.status == 0, run.text
    return workflow.database


@pytest.fixture(scope="session")
def expected(published) -> list:
    """What the release that wrote the file reads in it."""
    with duckdb.connect(str(published), read_only=True) as connection:
        answers = [connection.execute(query).fetchall() for query in QUERIES]
    assert len(answers[0]) == 2000
    return json.loads(json.dumps(answers))


def read(database: Path, version: str) -> subprocess.CompletedProcess:
    """Answer the queries with the DuckDB of a version, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-c", READ, str(database)],
        input=json.dumps(QUERIES),
        env={**os.environ, "PYTHONPATH": str(READERS / version)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("version", LIBRARIES)
def test_a_library_reads_every_row_view_and_comment(published, expected, version):
    call = read(published, version)
    assert call.returncode == 0, call.stderr
    used, answers = json.loads(call.stdout)
    assert used.startswith(f"{version}.")
    assert answers == expected


def test_the_command_line_reads_every_row_view_and_comment(published, expected):
    program = READERS / "cli" / "bin" / "duckdb"
    command = [program, "-readonly", "-csv", "-noheader", "-nullvalue", "∅", published]
    for query, rows in zip(QUERIES, expected, strict=True):
        call = subprocess.run(
            [*command, query],
            env={**os.environ, "PYTHONPATH": str(READERS / "cli")},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert call.returncode == 0, call.stderr
        answer = [
            [None if field == "∅" else field for field in row]
            for row in csv.reader(io.StringIO(call.stdout))
        ]
        assert answer == rows


@OLDEST
def test_duckdb_1_0_cannot_read_what_duckdb_2_0_writes_of_a_key(published):
    call = read(published, "1.0")
    assert call.returncode != 0
    assert "expected end of object, but found field id: 103" in call.stderr


@OLDEST
def test_duckdb_1_0_reads_a_copy_without_keys(published, expected, tmp_path):
    # The way out that docs/cluster.md names.
    copy = tmp_path / "copy.db"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{published}' AS fleet_db (READ_ONLY)")
        connection.execute(f"ATTACH '{copy}' AS copy (STORAGE_VERSION 'v1.0.0')")
        for table in TABLES:
            connection.execute(f"CREATE TABLE copy.{table} AS FROM fleet_db.{table}")
    call = read(copy, "1.0")
    assert call.returncode == 0, call.stderr
    used, answers = json.loads(call.stdout)
    assert used.startswith("1.0.")
    assert answers[: len(TABLES)] == expected[: len(TABLES)]
