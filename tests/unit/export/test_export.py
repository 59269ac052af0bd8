"""Exports are the same bytes for the same content, and appear last or not at all."""

import hashlib
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from configs import settings
from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import Fingerprint
from horizonscale.export.export import SQL, NotPublishedError, export
from horizonscale.export.files import exported_names
from horizonscale.pipeline.sources import Sources
from horizonscale.tables.hosts import Fleet
from horizonscale.tables.names import ALL_TABLES as TABLES

ROOT = Path(__file__).parents[3]
TEXTS = read_texts(ROOT / name for name in Sources(ROOT).files("export"))
HOSTS = 200_000  # two row groups of Parquet

_FILL = """
INSERT INTO hosts BY NAME
SELECT one_host.* REPLACE (
    ('00000000-0000-4000-8000-' || lpad(range::VARCHAR, 12, '0'))::UUID AS host_id,
    range AS host_index,
    'server-' || range AS node_name
)
FROM range($hosts), one_host
ORDER BY $direction * (range * 7919 % $hosts)
"""


def database(path: Path, hosts: int = HOSTS, direction: int = 1) -> Path:
    """Make a published database of hosts that lie in no order of their own."""
    ddl = TEXTS["create_tables"].splitlines(keepends=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(TEXTS["create_metadata"])
        connection.execute(
            "".join(line for line in ddl if not line.endswith("-- key of hosts\n"))
        )
        connection.register("one_host", Fleet(settings()).batch(0, 1))
        connection.execute(_FILL, {"hosts": hosts, "direction": direction})
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n")
    return path


def audited(hosts: int = HOSTS) -> dict[str, Fingerprint]:
    tables = {name: Fingerprint(rows=0, fingerprint="0" * 32) for name in TABLES}
    return tables | {"hosts": Fingerprint(rows=hosts, fingerprint="1" * 32)}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in exported_names()}


def test_bytes_do_not_depend_on_threads_memory_or_the_order_of_storage(tmp_path):
    one = database(tmp_path / "one.db")
    other = database(tmp_path / "other.db", direction=-1)
    export(one, tmp_path / "a", TEXTS, audited(), threads=1)
    export(other, tmp_path / "b", TEXTS, audited(), threads=4, job_memory_mb=400)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    lines = (tmp_path / "a/csv/hosts.csv").read_bytes().split(b"\r\n")
    indices = [int(line.split(b",")[1]) for line in lines[1:-1]]
    assert indices == list(range(HOSTS))
    groups = (
        duckdb.connect()
        .execute(
            "SELECT count(DISTINCT row_group_id) FROM parquet_metadata($path)",
            {"path": str(tmp_path / "a/parquet/hosts.parquet")},
        )
        .fetchone()
    )
    assert groups == (2,)


@pytest.mark.parametrize("edit", ["missing", "changed", "write-ahead log"])
def test_a_database_that_was_not_published_so_is_refused(tmp_path, edit):
    path = database(tmp_path / "x.db", 10)
    if edit == "missing":
        path.unlink()
    elif edit == "changed":
        with duckdb.connect(str(path)) as connection:
            connection.execute("DELETE FROM hosts WHERE host_index = 3")
    else:
        Path(f"{path}.wal").touch()
    with pytest.raises(NotPublishedError, match="run genesis first"):
        export(path, tmp_path / "x", TEXTS, audited(10))
    assert not (tmp_path / "x").exists()


def test_a_database_that_is_being_written_to_is_refused(tmp_path):
    path = database(tmp_path / "x.db", 10)
    writer = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True)"
    command = [sys.executable, "-c", f"{writer}; sys.stdin.read()", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        with pytest.raises(NotPublishedError, match="Close what writes to it"):
            export(path, tmp_path / "x", TEXTS, audited(10))
        process.stdin.close()
    assert not (tmp_path / "x").exists()


def test_rows_that_the_audit_did_not_see_are_refused(tmp_path):
    path = database(tmp_path / "x.db", 10)
    with pytest.raises(NotPublishedError, match="10 rows, and had 11"):
        export(path, tmp_path / "x", TEXTS, audited(11))
    assert not (tmp_path / "x/datapackage.json").exists()


def test_an_export_that_fails_leaves_no_data_package_and_nothing_half_written(tmp_path):
    path = database(tmp_path / "x.db", 10)
    export(path, tmp_path / "x", TEXTS, audited(10))
    broken = {**TEXTS, "sources": "SELECT nothing"}
    with pytest.raises(duckdb.Error):
        export(path, tmp_path / "x", broken, audited(10))
    left = {
        item.relative_to(tmp_path / "x").as_posix()
        for item in (tmp_path / "x").rglob("*")
        if item.is_file()
    }
    assert left == set(exported_names()) - {"datapackage.json"}


def test_the_step_declares_the_sql_that_it_needs():
    assert set(TEXTS) == set(SQL)
