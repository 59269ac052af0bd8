"""Shards and the removal of step files change how a fleet is made, and nothing else."""

import shutil

SHARDS = "results/steps/shards"
LATER = ["calendar", "audit", "genesis"]
REMOVED = "step_files=removed"


def databases(workflow):
    """Return what stands of the databases and parts; their seals always stay."""
    paths = workflow.folder.glob("results/steps/**/*.*")
    return {path.name for path in paths if path.suffix != ".seal"}


def test_shards_and_removed_step_files_give_the_same_results(finished_run, fresh):
    reference, _ = finished_run
    run = fresh.run("--cores", "2", "genesis", "--config", "shards=3", REMOVED)
    assert run.status == 0, run.text
    assert run.rules.count("seed_shard") == 3
    assert fresh.receipts == reference.receipts
    assert fresh.query("FROM hosts") == reference.query("FROM hosts")
    assert databases(fresh) == {"db_create.db", "schema.db"}
    # Nothing to do, nor in one job, nor if they are to be kept from now on.
    assert fresh.genesis("shards=5", REMOVED).did_nothing
    assert fresh.genesis().did_nothing
    assert fresh.run("--cores", "1", "verify", "--config", REMOVED).status == 0
    # A change makes them again, and removes them again; so does a lost database.
    changes = (REMOVED, "end_date=2025-12-30")
    assert fresh.genesis(*changes).rules == ["seed_hosts", *LATER]
    assert fresh.query("SELECT count(*) FROM time_periods") == [(1095,)]
    assert databases(fresh) == {"db_create.db", "schema.db"}
    fresh.database.unlink()
    assert fresh.plan(*changes) == ["seed_hosts", *LATER]


def test_step_files_that_are_there_stay_until_their_step_runs(finished):
    before = databases(finished)
    assert finished.genesis(REMOVED).did_nothing
    assert databases(finished) == before
    # A killed run can leave one behind.
    (finished.folder / "results" / "steps" / "calendar.db").unlink()
    assert finished.genesis(REMOVED).did_nothing
    assert finished.genesis(REMOVED, "end_date=2025-12-30").rules == LATER


def test_a_changed_shard_is_refused_by_name_and_each_heals_by_itself(finished):
    changes = ("shards=3", "seed=7")
    named = [f"{SHARDS}/{shard}-of-3.parquet" for shard in (1, 2)]
    run = finished.run("--cores", "1", *named, "--config", *changes)
    assert run.rules == ["seed_shard", "seed_shard"]
    published = finished.database.read_bytes()
    first, second = (finished.folder / name for name in named)
    shutil.copyfile(first, second)
    run = finished.genesis(*changes)
    assert run.status != 0
    assert run.rules == ["seed_shard"]  # those that are there are not made again
    assert f"Damaged or changed since they were made: {named[1]}." in run.text
    assert "Traceback" not in run.text
    assert finished.database.read_bytes() == published
    second.unlink()
    assert finished.genesis(*changes).rules == ["seed_shard", "seed_hosts", *LATER]
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]
    # A lost one is not missed; the marker of another is void, and so is the shard.
    second.unlink()
    assert finished.genesis(*changes).did_nothing
    shutil.copyfile(first.with_suffix(".json"), second.with_suffix(".json"))
    run = finished.genesis("company=Other", *changes)
    assert run.rules == ["seed_shard", "seed_hosts", *LATER]


def test_a_shard_that_is_not_among_them_is_refused(finished):
    run = finished.run("--cores", "1", f"{SHARDS}/6-of-5.parquet")
    assert run.status != 0
    assert "There is no shard 6 of 5" in run.text
    assert "Traceback" not in run.text
