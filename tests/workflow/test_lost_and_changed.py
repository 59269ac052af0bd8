"""Files that vanish or change: the next plain run makes them right."""

import json
import os
import shutil
import subprocess
import sys
import time

import duckdb
import pytest

from .conftest import CHAIN

STEPS = "results/steps"
MARKERS = "results/markers"


def kept(workflow):
    return sorted((workflow.folder / "results").glob("kept/*.db"))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("results/horizonscale_synth.db", "genesis"),
        ("results/horizonscale_synth.db.sha256", "genesis"),
        ("results/audit.json", "audit"),
        (f"{STEPS}/calendar.db", "calendar"),
        *((f"{MARKERS}/{step}.json", step) for step in CHAIN),
    ],
)
def test_a_lost_file_is_restored(finished, name, first):
    published, receipts = finished.database.read_bytes(), finished.receipts
    (finished.folder / name).unlink()
    run = finished.genesis()
    assert run.rules == list(CHAIN[CHAIN.index(first) :]), run.text
    assert finished.receipts == receipts
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]
    assert kept(finished) == []
    if first == "genesis":
        assert finished.database.read_bytes() == published
    assert finished.genesis().did_nothing


@pytest.mark.parametrize("step", ["db_create", "schema", "seed_hosts"])
def test_a_lost_intermediate_database_is_not_missed(finished, step):
    (finished.folder / f"{STEPS}/{step}.db").unlink()
    assert finished.genesis().did_nothing
    assert finished.genesis("end_date=2025-12-30").status == 0


@pytest.mark.parametrize("name", ["results", ".snakemake", "logs"])
def test_a_lost_folder(finished, name):
    receipts = finished.receipts
    shutil.rmtree(finished.folder / name)
    assert finished.genesis().status == 0
    assert finished.receipts == receipts
    assert kept(finished) == []


def test_a_report_that_is_not_as_it_was_drawn_is_drawn_again(finished):
    report = ("--cores", "1", "report")
    assert finished.run(*report).rules == ["report"]
    files = {
        path: path.read_bytes()
        for path in (finished.folder / "results").rglob("*")
        if path.suffix in (".html", ".svg")
    }
    assert finished.run(*report).did_nothing
    for name in ("report.html", "charts/regions.svg"):
        # Later than all that it was made of, and of the same size.
        path = finished.folder / "results" / name
        path.write_bytes(path.read_bytes()[:-9] + b"of mine\n\n")
        assert finished.run(*report).rules == ["report"]
        assert {path: path.read_bytes() for path in files} == files
    assert finished.genesis().did_nothing


def test_an_edited_marker_is_void(finished):
    receipts = finished.receipts
    marker = finished.folder / MARKERS / "seed_hosts.json"
    marker.write_text(marker.read_text().replace("2000", "2001"))
    assert finished.genesis().rules == list(CHAIN[2:])
    assert finished.receipts == receipts


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
    assert finished.run("--cores", "1", "genesis", "--dry-run").status == 0
    assert not store.exists()
    assert finished.genesis().did_nothing
    known = json.loads(store.read_text(encoding="utf-8"))
    assert f"{STEPS}/calendar.db" in known
    assert "results/horizonscale_synth.db" in known
    assert finished.genesis().did_nothing
    path = finished.folder / STEPS / "calendar.db"
    before, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert finished.genesis().rules == ["calendar", "audit", "genesis"]


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


def test_a_reader_keeps_its_file_while_another_is_published(finished):
    with duckdb.connect(str(finished.database), read_only=True) as reader:
        assert finished.genesis("hosts=2500").status == 0
        assert reader.execute("SELECT count(*) FROM hosts").fetchone() == (2000,)
    assert finished.query("SELECT count(*) FROM hosts") == [(2500,)]


def test_a_writer_is_not_robbed_of_its_file(finished):
    with duckdb.connect(str(finished.database)):
        run = finished.genesis("hosts=2500")
        assert run.status != 0
        assert "open for writing in another process" in run.text
        assert "Traceback" not in run.text
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]
    assert finished.genesis("hosts=2500").rules == ["genesis"]
    assert finished.query("SELECT count(*) FROM hosts") == [(2500,)]


def test_leftovers_of_a_killed_run_are_removed(finished):
    leftover = finished.folder / STEPS / ".calendar.db.123-0123abcd.partial"
    leftover.write_bytes(b"half")
    os.utime(leftover, (0, 0))
    assert finished.genesis("end_date=2025-12-30").status == 0
    assert not leftover.exists()
