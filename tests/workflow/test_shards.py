"""Shards and the removal of step files change how a fleet is made, and nothing else."""

import json
import shutil

import pytest

from .conftest import ROOT

SHARDS = "results/steps/shards"
LATER = ["calendar", "audit", "genesis"]
REMOVED = "step_files=removed"


def databases(workflow):
    """Return what stands of the databases and parts; their seals always stay."""
    paths = workflow.folder.glob("results/steps/**/*.*")
    return {path.name for path in paths if path.suffix != ".seal"}


@pytest.mark.parametrize("number", [2, 3, 7])
def test_results_are_the_same_for_any_number_of_shards(finished_run, fresh, number):
    reference, _ = finished_run
    run = fresh.run("--cores", "2", "genesis", "--config", f"shards={number}")
    assert run.status == 0, run.text
    assert run.rules.count("seed_shard") == number
    assert fresh.receipts == reference.receipts
    assert fresh.query("FROM hosts") == reference.query("FROM hosts")


def test_another_number_of_shards_alone_reruns_nothing(finished):
    assert finished.genesis("shards=5").did_nothing
    assert finished.genesis("shards=2", "seed=7").rules == (
        ["seed_shard"] * 2 + ["seed_hosts", *LATER]
    )
    assert finished.genesis("shards=5", "seed=7").did_nothing
    assert finished.genesis("seed=7").did_nothing


def test_each_shard_by_itself(finished):
    changes = ("shards=3", "seed=7")
    part = finished.folder / SHARDS / "2-of-3.parquet"
    named = ("--cores", "1", str(part.relative_to(finished.folder)), "--config")
    assert finished.run(*named, *changes).rules == ["seed_shard"]
    assert {path.name for path in part.parent.iterdir()} == {part.name, "2-of-3.json"}
    # The others are made; this one is not made again.
    run = finished.genesis(*changes)
    assert run.rules == ["seed_shard", "seed_shard", "seed_hosts", *LATER], run.text
    # One that is lost is not missed, and comes back alone.
    part.unlink()
    assert finished.genesis(*changes).did_nothing
    assert finished.genesis("company=Other", *changes).rules == (
        ["seed_shard", "seed_hosts", *LATER]
    )
    # The marker of another shard is void here, and so is the shard.
    marker = part.with_suffix(".json")
    shutil.copyfile(marker.with_name("1-of-3.json"), marker)
    changes = ("company=Third", *changes)
    assert finished.genesis(*changes).rules == ["seed_shard", "seed_hosts", *LATER]
    # Another config makes all of them again.
    run = finished.run("-n", "genesis", "--config", "shards=3", "seed=8")
    assert run.text.count("of 3 of the hosts") == 3


def test_a_changed_shard_is_refused_by_name_and_heals(finished):
    changes = ("shards=2", "seed=7")
    named = [f"{SHARDS}/{shard}-of-2.parquet" for shard in (1, 2)]
    run = finished.run("--cores", "1", *named, "--config", *changes)
    assert run.rules == ["seed_shard", "seed_shard"]
    published = finished.database.read_bytes()
    first, second = (finished.folder / name for name in named)
    shutil.copyfile(first, second)
    run = finished.genesis(*changes)
    assert run.status != 0
    assert f"Damaged or changed since they were made: {named[1]}." in run.text
    assert "Traceback" not in run.text
    assert finished.database.read_bytes() == published
    second.unlink()
    run = finished.genesis(*changes)
    assert run.rules == ["seed_shard", "seed_hosts", *LATER]
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((f"{SHARDS}/6-of-5.parquet",), "There is no shard 6 of 5"),
        (("genesis", "--config", "shards=2001"), "from 1 to 1000"),
        (("genesis", "--config", "hosts=700", "shards=701"), "more than there are"),
        (("genesis", "--config", "step_files=gone"), "kept, removed"),
    ],
)
def test_what_makes_no_sense_is_refused(finished, arguments, words):
    run = finished.run("--cores", "1", *arguments)
    assert run.status != 0
    assert words in run.text
    assert "Traceback" not in run.text


def test_removed_step_files_are_not_missed(finished_run, fresh):
    reference, _ = finished_run
    assert fresh.genesis(REMOVED).status == 0
    assert databases(fresh) == {"db_create.db", "schema.db"}
    assert fresh.receipts == reference.receipts
    # Nothing to do, nor if they are to be kept from now on.
    assert fresh.genesis(REMOVED).did_nothing
    assert fresh.genesis().did_nothing
    assert fresh.run("--cores", "1", "verify", "--config", REMOVED).status == 0
    # A change makes them again, and removes them again; so does a lost database.
    changes = (REMOVED, "end_date=2025-12-30")
    assert fresh.genesis(*changes).rules == ["seed_hosts", *LATER]
    assert fresh.query("SELECT count(*) FROM time_periods") == [(1095,)]
    assert databases(fresh) == {"db_create.db", "schema.db"}
    fresh.database.unlink()
    changes = (*changes, "shards=2")
    run = fresh.run("--cores", "2", "genesis", "--config", *changes)
    assert run.rules == ["seed_shard", "seed_shard", "seed_hosts", *LATER]
    assert databases(fresh) == {"db_create.db", "schema.db"}
    assert fresh.genesis(*changes).did_nothing


def test_step_files_that_are_there_stay_until_their_step_runs(finished):
    before = databases(finished)
    assert finished.genesis(REMOVED).did_nothing
    assert databases(finished) == before
    # A killed run can leave one behind.
    (finished.folder / "results" / "steps" / "calendar.db").unlink()
    assert finished.genesis(REMOVED).did_nothing
    assert finished.genesis(REMOVED, "end_date=2025-12-30").rules == LATER
    assert finished.genesis(REMOVED, "end_date=2025-12-30").did_nothing


def benchmark(workflow, file_bytes):
    shutil.copytree(ROOT / "config" / "presets", workflow.folder / "presets")
    (workflow.folder / "docs").mkdir()
    run = {
        "hosts": 10_000_000,
        "keys": "audited",
        "seconds": 65,
        "file_bytes": file_bytes,
        "peak_memory_bytes": 9e8,
    }
    path = workflow.folder / "docs" / "performance.json"
    path.write_text(json.dumps({"seeding": [run]}))


def test_the_plan_of_the_bulk_preset(finished):
    benchmark(finished, 300e6)
    bulk = ("--configfile", "presets/bulk.yaml")
    run = finished.run("--cores", "1", "plan", *bulk)
    assert run.rules == ["plan"], run.text
    dry = finished.run("-n", *bulk)
    for text in (run.text, dry.text):
        for words in ("10,000,000", "300 MB", "600 MB", "900 MB", "1 min 5 s"):
            assert words in text
    assert "10,000,000" not in finished.run("-n").text


def test_a_fleet_that_the_disk_cannot_hold_is_refused(finished):
    benchmark(finished, 1e18)
    before = {path: path.stat().st_mtime_ns for path in finished.folder.rglob("*.*")}
    for arguments in (("genesis",), ("-n",), ("plan",)):
        run = finished.run("--cores", "1", *arguments, "--config", "keys=audited")
        assert run.status != 0
        assert "The disk cannot hold 2,000 hosts: 600 TB are needed" in run.text
        assert "Traceback" not in run.text
    for path, mtime in before.items():
        if ".snakemake" not in path.parts:
            assert path.stat().st_mtime_ns == mtime, path
    # What is there already stays good.
    assert finished.genesis().did_nothing
    assert finished.run("--cores", "1", "verify").status == 0
