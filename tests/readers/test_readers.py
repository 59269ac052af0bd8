"""Other people's DuckDB opens the published file: older releases, the command line.

`make test-readers` installs them, each in a folder of its own that READERS names.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from workflow.conftest import ROOT, Workflow, copy_sources

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
MAKE = """
import sys
import duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute(sys.stdin.read())
connection.close()
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
    """Answer the queries with the DuckDB of a version."""
    return run_reader(version, READ, database, json.dumps(QUERIES))


def run_reader(
    version: str, code: str, database: Path, text: str, cwd: Path | None = None
) -> subprocess.CompletedProcess:
    """Run code with the DuckDB of a version, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-c", code, str(database)],
        input=text,
        cwd=cwd,
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


@pytest.mark.parametrize("version", LIBRARIES)
def test_an_attached_file_has_its_view_from_duckdb_1_2_on(published, version):
    """As docs/using.md attaches it; the README says from which release on."""
    code = """
import sys, duckdb
connection = duckdb.connect()
connection.execute(f"ATTACH '{sys.argv[1]}' AS fleet_db (READ_ONLY)")
print(*(
    connection.execute(f"SELECT count(*) FROM fleet_db.{name}").fetchone()[0]
    for name in ("hosts", "fleet")
))
"""
    call = run_reader(version, code, published, "")
    if version == "1.1":
        assert "Table with name hosts does not exist" in call.stderr
    else:
        assert call.stdout == "2000 2000\n", call.stderr


@OLDEST
def test_duckdb_1_0_cannot_read_what_duckdb_2_0_writes_of_a_key(published):
    call = read(published, "1.0")
    assert call.returncode != 0
    assert "expected end of object, but found field id: 103" in call.stderr


@OLDEST
def test_duckdb_1_0_makes_the_same_database_from_the_export(
    published, expected, tmp_path
):
    """As docs/cluster.md says, command by command."""
    clone = published.parents[1]
    run = Workflow(clone).run("--cores", "1", "export")
    assert run.status == 0, run.text
    text = (ROOT / "docs/cluster.md").read_text(encoding="utf-8")
    (commands,) = re.findall(
        r"^\.open fleet\.db\n(.*?)^```", text, re.DOTALL | re.MULTILINE
    )
    script = re.sub(
        r"^\.read (.+)$",
        lambda match: (clone / match[1]).read_text(encoding="utf-8"),
        commands,
        flags=re.MULTILINE,
    )
    made = tmp_path / "fleet.db"
    call = run_reader("1.0", MAKE, made, script, cwd=clone)
    assert call.returncode == 0, call.stderr
    for version in ("1.0", "1.4"):
        call = read(made, version)
        assert call.returncode == 0, call.stderr
        assert json.loads(call.stdout)[1] == expected
    assert keys(made) == keys(published)
    assert len(keys(made)) == 15


def keys(database: Path) -> list:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "SELECT table_name, constraint_type, constraint_column_names"
            " FROM duckdb_constraints()"
            " WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')"
            " ORDER BY ALL"
        ).fetchall()
