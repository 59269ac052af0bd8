"""Files that vanish, are damaged or come from another fleet: one plain rerun heals."""

import json
import os
import random
import shutil
from contextlib import suppress

import duckdb
import pytest
from workflow.conftest import CHAIN

from faults.states import differences

BUILDING = CHAIN[:4]
STEPS, MARKERS = "results/steps", "results/markers"


def lose(name):
    def damage(folder, other):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    return damage


def cut(name):
    def damage(folder, other):
        path = folder / name
        if path.is_file():
            os.truncate(path, path.stat().st_size // 2)

    return damage


def overwrite(name, content=b"edited by hand\n"):
    def damage(folder, other):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return damage


def swap(*names):
    """Put the files or folders of another fleet in place, with their times."""

    def damage(folder, other):
        for name in names:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (other / name).is_dir() else shutil.copy2
            copy(other / name, path)

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
        try:
            content = json.loads((folder / name).read_text())
        except (OSError, ValueError):
            return
        content["statistics" if "statistics" in content else "tables"] = {"hosts": 3}
        (folder / name).write_text(json.dumps(content, indent=2))

    return damage


def times(seconds):
    def damage(folder, other):
        for path in (folder / "results").rglob("*"):
            os.utime(path, (seconds, seconds))

    return damage


# What is done, and the first step that has to run again: None if none has to.
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
    "swap steps and markers": (swap(STEPS, MARKERS), "seed_hosts"),
    "swap all results": (swap("results"), "seed_hosts"),
    "swap results and .snakemake": (swap("results", ".snakemake"), "seed_hosts"),
    "swap the audit": (swap("results/audit.json"), "audit"),
    "swap the audit and its marker": (
        swap("results/audit.json", f"{MARKERS}/audit.json"),
        "audit",
    ),
    "edit the audit": (edit_json("results/audit.json"), "audit"),
    "cut the audit": (cut("results/audit.json"), "audit"),
    "swap the database": (swap("results/horizonscale_synth.db"), "genesis"),
    "swap the database and its sum": (
        swap("results/horizonscale_synth.db", "results/horizonscale_synth.db.sha256"),
        "genesis",
    ),
    "cut the database": (cut("results/horizonscale_synth.db"), "genesis"),
    "edit the sum": (overwrite("results/horizonscale_synth.db.sha256"), "genesis"),
    "wal of the database": (overwrite("results/horizonscale_synth.db.wal"), "genesis"),
    "swap .snakemake": (swap(".snakemake"), None),
    "lose .snakemake": (lose(".snakemake"), None),
    "lose logs": (lose("logs"), None),
    "lose benchmarks": (lose("benchmarks"), None),
    "times of 1970": (times(0), None),
    "times to come": (times(4e9), None),
    **{f"lose {s}.db": (lose(f"{STEPS}/{s}.db"), None) for s in BUILDING[:3]},
    "lose calendar.db": (lose(f"{STEPS}/calendar.db"), "calendar"),
    "lose the steps": (lose(STEPS), "db_create"),
    "lose the markers": (lose(MARKERS), "db_create"),
    "lose the audit": (lose("results/audit.json"), "audit"),
    "lose the database": (lose("results/horizonscale_synth.db"), "genesis"),
    "lose the sum": (lose("results/horizonscale_synth.db.sha256"), "genesis"),
}
# Those that went unnoticed once, or failed at every run again.
QUICK = (
    "swap seed_hosts.db and its seal",
    "swap calendar.db with seal and marker",
    "swap the database and its sum",
    "swap the audit and its marker",
    "cut seed_hosts.db",
)


def heal(finished, clean):
    """Run once; return the rules that ran. Then nothing is left to do, or wrong."""
    run = finished.genesis()
    assert run.status == 0, run.text
    shutil.rmtree(finished.folder / "results/kept", ignore_errors=True)
    assert differences(finished.folder, clean) == []
    assert finished.genesis().did_nothing
    return run.rules


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.long)
        for name in DAMAGES
    ],
)
def test_one_plain_rerun_heals(finished, finished_run, other_run, name):
    damage, first = DAMAGES[name]
    damage(finished.folder, other_run.folder)
    rules = heal(finished, finished_run[0].folder)
    if first:
        assert rules == list(CHAIN[CHAIN.index(first) :])


@pytest.mark.parametrize(
    "seed",
    [pytest.param(0), *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 20))],
)
def test_one_plain_rerun_heals_any_mixture(finished, finished_run, other_run, seed):
    rng = random.Random(seed)
    names = rng.sample(sorted({*DAMAGES} - {"times to come"}), rng.randint(2, 8))
    for name in names:
        with suppress(duckdb.Error):  # one of the others made it unreadable
            DAMAGES[name][0](finished.folder, other_run.folder)
    heal(finished, finished_run[0].folder)


@pytest.mark.long
def test_a_clock_that_was_set_back(finished, finished_run):
    """Snakemake says so, and README.md what to do: give the files the present time."""
    times(4e9)(finished.folder, None)
    run = finished.genesis("end_date=2025-12-30")
    assert run.status != 0
    assert "clock skew" in run.text
    assert "Traceback" not in run.text
    for path in (finished.folder / "results").rglob("*"):
        path.touch()
    assert finished.genesis().status == 0
    assert differences(finished.folder, finished_run[0].folder) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["cut", "swap", "edit"])
def test_a_damaged_step_database_is_not_built_upon(finished, other_run, tmp_path, name):
    """The next change of the config needs it, and gets a good one."""
    DAMAGES[f"{name} seed_hosts.db"][0](finished.folder, other_run.folder)
    run = finished.genesis("end_date=2025-12-30")
    assert run.status == 0, run.text
    assert run.rules == list(CHAIN[2:])
    assert finished.query("SELECT DISTINCT seed FROM genesis_metadata ORDER BY 1") == [
        ("",),
        ("42",),
    ]
