"""A few chosen kills, each at a moment that matters; kills.py draws any number."""

import shutil

import pytest

from faults.fleets import clean_build, write_pool
from faults.strikes import Strike
from faults.trials import Plan, run_trial

STRIKES = [
    # Whom its death leaves: the job lives on, and the folder stays locked.
    ("SIGKILL", "snakemake", "results/steps/.seed_hosts.db.*.partial"),
    *(
        pytest.param(*strike, marks=pytest.mark.long)
        for strike in [
            ("SIGKILL", "job", "results/horizonscale_synth.db"),
            ("SIGKILL", "both", "results/.horizonscale_synth.db.*.partial"),
            ("SIGTERM", "job", "results/steps/calendar.db.seal"),
            ("SIGINT", "both", "results/audit.json"),
        ]
    ),
]


@pytest.fixture(scope="module")
def cleans(finished_run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    shutil.copytree(finished_run[0].folder, folder / "default")
    write_pool(folder / "default")
    clean_build(folder, "seed_and_window")
    return {name: folder / name for name in ("default", "seed_and_window")}


@pytest.mark.parametrize(("name", "victim", "file"), STRIKES)
def test_a_killed_run_heals_and_is_never_silently_wrong(
    cleans, tmp_path, name, victim, file
):
    blow = Strike(victim, name, file, 0.0)
    plan = Plan(1, "default", "seed_and_window", "seed_and_window", blow)
    outcome = run_trial(plan, cleans, tmp_path)
    assert outcome.hit
    assert outcome.faults == []
    assert outcome.unlocked == (name == "SIGKILL" and victim != "job")
