"""Files that vanish, are damaged or come from another fleet: one plain rerun heals."""

import json
import os
import random
import shutil
import time
from contextlib import suppress
from functools import partial

import duckdb
import pytest
from horizonscale.artifacts.files import sha256
from horizonscale.config.resolve import resolve
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.steps import BUILDING, CHAIN
from horizonscale.pipeline.void import Results
from workflow.conftest import ROOT, from_step

from faults.fleets import DATABASE, differences

STEPS, MARKERS, AUDIT = "results/steps", "results/markers", "results/audit.json"


def lose(*names):
    def damage(folder, other):
        for name in names:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    return damage


def cut(name):
    def damage(folder, other):
        if (folder / name).is_file():
            os.truncate(folder / name, (folder / name).stat().st_size // 2)

    return damage


def overwrite(name):
    def damage(folder, other):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"edited by hand\n")

    return damage


def swap(*names):
    """Put the files or folders of another fleet in place, with their times."""

    def damage(folder, other):
        lose(*names)(folder, other)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (other / name).is_dir() else shutil.copy2
            copy(other / name, folder / name)

    return damage


def edit_database(name):
    def damage(folder, other):
        if (folder / name).is_file():
            with duckdb.connect(str(folder / name)) as connection:
                connection.execute("UPDATE genesis_metadata SET seed = 'edited'")

    return damage


def edit_json(name):
    """Change one figure and nothing else."""

    def damage(folder, other):
        with suppress(OSError, ValueError):
            content = json.loads((folder / name).read_text())
            content["statistics" if "statistics" in content else "tables"] = {}
            (folder / name).write_text(json.dumps(content, indent=2))

    return damage


def times(seconds):
    def damage(folder, other):
        for path in (folder / "results").rglob("*"):
            os.utime(path, (seconds, seconds))

    return damage


# What is done, and the first step that has to run again. The marker of each is there,
# so that Snakemake itself would see nothing.
DAMAGES = {
    **{f"cut {s}.db": (cut(f"{STEPS}/{s}.db"), s) for s in BUILDING},
    **{f"swap {s}.db": (swap(f"{STEPS}/{s}.db"), s) for s in BUILDING[2:]},
    **{f"edit {s}.db": (edit_database(f"{STEPS}/{s}.db"), s) for s in BUILDING},
    **{f"wal of {s}.db": (overwrite(f"{STEPS}/{s}.db.wal"), s) for s in BUILDING},
    **{f"lose {s}.db.seal": (lose(f"{STEPS}/{s}.db.seal"), s) for s in BUILDING},
    **{f"cut {s}.db.seal": (cut(f"{STEPS}/{s}.db.seal"), s) for s in BUILDING},
    **{f"edit marker {s}": (edit_json(f"{MARKERS}/{s}.json"), s) for s in CHAIN},
    "swap seed_hosts.db and its seal": (
        swap(f"{STEPS}/seed_hosts.db", f"{STEPS}/seed_hosts.db.seal"),
        "seed_hosts",
    ),
    "swap calendar.db with seal and marker": (
        swap(
            f"{STEPS}/calendar.db",
            f"{STEPS}/calendar.db.seal",
            f"{MARKERS}/calendar.json",
        ),
        "calendar",
    ),
    "swap all steps": (swap(STEPS), "seed_hosts"),
    "swap all markers": (swap(MARKERS), "seed_hosts"),
    "swap all results": (swap("results"), "seed_hosts"),
    "swap the audit": (swap(AUDIT), "audit"),
    "swap the audit and its marker": (swap(AUDIT, f"{MARKERS}/audit.json"), "audit"),
    "edit the audit": (edit_json(AUDIT), "audit"),
    "cut the audit": (cut(AUDIT), "audit"),
    "swap the database": (swap(DATABASE), "genesis"),
    "swap the database and its sum": (swap(DATABASE, f"{DATABASE}.sha256"), "genesis"),
    "cut the database": (cut(DATABASE), "genesis"),
    "edit the sum": (overwrite(f"{DATABASE}.sha256"), "genesis"),
    "wal of the database": (overwrite(f"{DATABASE}.wal"), "genesis"),
    "lose the sum": (lose(f"{DATABASE}.sha256"), "genesis"),
    "times of 1970": (times(0), None),
}
# What Snakemake sees, or has to do without.
OTHERS = {
    "swap results and .snakemake": (swap("results", ".snakemake"), "seed_hosts"),
    "swap .snakemake": (swap(".snakemake"), None),
    "lose .snakemake": (lose(".snakemake"), None),
    "lose logs": (lose("logs", "benchmarks"), None),
    "lose seed_hosts.db": (lose(f"{STEPS}/seed_hosts.db"), None),
    "lose the steps": (lose(STEPS), "db_create"),
    "lose the markers": (lose(MARKERS), "db_create"),
    "lose the audit": (lose(AUDIT), "audit"),
    "lose the database": (lose(DATABASE), "genesis"),
}
ALL = DAMAGES | OTHERS


def test_what_was_damaged_is_void(finished_run, other_run, tmp_path):
    """Seen when the workflow is read: the tests below run it, too."""
    steps = ConfiguredSteps(ROOT, resolve({}, ROOT / "config"))
    found = {}
    for name, (damage, _) in DAMAGES.items():
        folder = tmp_path / name
        shutil.copytree(finished_run[0].folder / "results", folder / "results")
        damage(folder, other_run.folder)
        results = Results(partial("{}/{}".format, folder), steps, sha256)
        found[name] = next((step for step in CHAIN if results.is_void(step)), None)
        shutil.rmtree(folder)
    assert found == {name: first for name, (_, first) in DAMAGES.items()}


def heal(finished, clean):
    """Run once; return the rules that ran. Then nothing is left to do, or wrong."""
    run = finished.genesis()
    assert run.status == 0, run.text
    shutil.rmtree(finished.folder / "results/kept", ignore_errors=True)
    assert differences(finished.folder, clean) == []
    assert finished.genesis().did_nothing
    return run.rules


@pytest.mark.long
@pytest.mark.parametrize("name", ALL)
def test_one_plain_rerun_heals(finished, finished_run, other_run, name):
    damage, first = ALL[name]
    damage(finished.folder, other_run.folder)
    rules = heal(finished, finished_run[0].folder)
    if first:
        assert rules == from_step(first)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 20))]
)
def test_one_plain_rerun_heals_any_mixture(finished, finished_run, other_run, seed):
    rng = random.Random(seed)
    for name in rng.sample(sorted(ALL), rng.randint(2, 8)):
        with suppress(duckdb.Error):  # one of the others made it unreadable
            ALL[name][0](finished.folder, other_run.folder)
    heal(finished, finished_run[0].folder)


@pytest.mark.long
def test_a_clock_that_was_set_back(finished, finished_run):
    """Snakemake says so, and README.md what to do: give the files the present time."""
    times(4e9)(finished.folder, None)
    assert finished.genesis().did_nothing
    run = finished.genesis("end_date=2025-12-30")
    assert run.status != 0
    assert "clock skew" in run.text
    assert "Traceback" not in run.text
    times(time.time())(finished.folder, None)
    assert finished.genesis().status == 0
    assert differences(finished.folder, finished_run[0].folder) == []
