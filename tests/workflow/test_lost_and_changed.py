"""Files that vanish or change: the next plain run makes them right.

tests/errors has every file, and those of other fleets.
"""

import json
import os
import shutil
import subprocess
import sys
import time

import duckdb

from .conftest import from_step

STEPS, MARKERS = "results/steps", "results/markers"
LOST = [
    ("results/horizonscale_synth.db", "genesis"),
    (f"{MARKERS}/genesis.json", "genesis"),
    ("results/audit.json", "audit"),
    (f"{STEPS}/calendar.db", "calendar"),
    (f"{MARKERS}/seed_hosts.json", "seed_hosts"),
]


def kept(workflow):
    return sorted((workflow.folder / "results").glob("kept/*.db"))


def test_lost_files_are_restored(finished):
    receipts, copy = finished.receipts, finished.folder.with_name("copy")
    for name, step in LOST:
        shutil.move(finished.folder / name, copy)
        assert finished.plan() == from_step(step)
        shutil.move(copy, finished.folder / name)
    for step in ("db_create", "schema", "seed_hosts"):  # these are not missed
        (finished.folder / f"{STEPS}/{step}.db").unlink()
    assert finished.plan() == []
    for name, _ in LOST:
        (finished.folder / name).unlink()
    run = finished.genesis()
    assert run.status == 0, run.text
    assert finished.receipts == receipts
    assert kept(finished) == []
    assert finished.genesis().did_nothing


def test_lost_folders(finished):
    receipts = finished.receipts
    for names in (("results",), (".snakemake", "logs")):
        for name in names:
            shutil.rmtree(finished.folder / name)
        assert finished.genesis().status == 0
        assert finished.receipts == receipts
        assert kept(finished) == []


def test_a_report_that_is_not_as_it_was_drawn_is_drawn_again(finished):
    report = ("--cores", "1", "report")
    assert finished.run(*report).rules == ["report"]
    before = {
        path: path.read_bytes()
        for path in (finished.folder / "results").rglob("*")
        if path.suffix in (".html", ".svg")
    }
    assert finished.run(*report).did_nothing
    # Later than all that it was made of, and of the same size.
    path = finished.folder / "results" / "charts" / "regions.svg"
    path.write_bytes(path.read_bytes()[:-9] + b"of mine\n\n")
    assert finished.run(*report).rules == ["report"]
    assert {path: path.read_bytes() for path in before} == before


def test_a_changed_database_is_kept_and_restored(finished):
    published = finished.database.read_bytes()
    with duckdb.connect(str(finished.database)) as connection:
        connection.execute("CREATE TABLE notes AS SELECT 'mine' AS note")
    changed = finished.database.read_bytes()
    assert finished.run("--cores", "1", "verify").status != 0
    run = finished.genesis()
    assert run.rules == ["genesis"]
    assert finished.database.read_bytes() == published
    [copy] = kept(finished)
    assert copy.read_bytes() == changed
    assert str(copy.relative_to(finished.folder)) in run.text
    assert finished.genesis().did_nothing


def test_databases_are_known_again_until_they_are_written_to(finished):
    store = finished.folder / ".snakemake/horizonscale/sha256.json"
    time.sleep(2.1)  # a file that is younger may still change unseen
    assert finished.genesis().did_nothing
    known = json.loads(store.read_text(encoding="utf-8"))
    assert f"{STEPS}/calendar.db" in known
    assert "results/horizonscale_synth.db" in known
    path = finished.folder / STEPS / "calendar.db"
    before, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert finished.genesis().rules == from_step("calendar")


def test_changes_that_wait_in_a_wal_are_kept_too(finished):
    script = (
        "import duckdb, os, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute(\"CREATE TABLE notes AS SELECT 'mine' AS note\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, finished.database], check=True)
    assert finished.database.with_name("horizonscale_synth.db.wal").exists()
    assert finished.genesis().rules == ["genesis"]
    [copy] = kept(finished)
    with duckdb.connect(str(copy)) as connection:
        assert connection.execute("FROM notes").fetchall() == [("mine",)]
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]


def test_readers_keep_their_file_and_writers_are_not_robbed_of_it(finished):
    change = "end_date=2025-12-30"
    days = "SELECT count(*) FROM time_periods"
    with duckdb.connect(str(finished.database)):
        run = finished.genesis(change)
        assert run.status != 0
        assert "open for writing in another process" in run.text
        assert "Traceback" not in run.text
    with duckdb.connect(str(finished.database), read_only=True) as reader:
        assert finished.genesis(change).rules == ["genesis"]
        assert reader.execute(days).fetchone() == (1096,)
    assert finished.query(days) == [(1095,)]
