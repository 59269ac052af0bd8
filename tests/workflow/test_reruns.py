"""What a change reruns: exactly the steps that read it, and what follows."""

import os
import shutil
import time

from .conftest import CHAIN, Workflow, copy_sources, from_step

CONFIG = [
    (["end_date=2025-12-30"], "calendar"),
    (["hosts=2001"], "seed_hosts"),
    (["keys=audited", "start_date=2022-12-31"], "schema"),
    (["storage_version=v1.2.0"], "db_create"),
]
# Each change comes on top of those before.
SOURCES = [
    ("scripts/genesis.py", "# changed\n", "genesis"),
    ("sql/audit/host_count.sql", "-- changed\n", "audit"),
    ("sql/time_periods.sql", "-- changed\n", "calendar"),
    ("scripts/horizonscale/sampling/streams.py", "# changed\n", "seed_hosts"),
    ("sql/create_tables.sql", "-- changed\n", "schema"),
    ("scripts/horizonscale/database/connection.py", "# changed\n", "db_create"),
]


def test_changed_config(finished):
    for changes, step in CONFIG:
        assert finished.plan(*changes) == from_step(step)
        why = finished.run("--dry-run", "genesis", "--config", *changes).text
        assert "Forced execution" in why or "Params have changed" in why
    both = ("seed=7", "end_date=2025-12-30")
    assert finished.genesis(*both).rules == from_step("seed_hosts")
    assert finished.genesis(*both).did_nothing


def test_changed_sources(finished):
    for name, text, step in SOURCES:
        with (finished.folder / name).open("a") as file:
            file.write(text)
        assert finished.plan() == from_step(step)
    assert finished.genesis().rules == list(CHAIN)
    assert finished.genesis().did_nothing


def test_a_run_up_to_a_step_and_on_from_there(finished):
    arguments = ("--cores", "1", "genesis", "--config", "seed=7")
    run = finished.run("--until", "calendar", *arguments)
    assert run.rules == ["seed_hosts", "calendar"], run.text
    assert finished.run(*arguments).rules == from_step("audit")


def test_a_fresh_clone_beside_kept_results_reruns_nothing(finished, tmp_path):
    """Nor do files that were touched and not changed."""
    clone = Workflow(tmp_path / "clone")
    copy_sources(clone.folder)
    for name in ("results", ".snakemake"):
        shutil.move(finished.folder / name, clone.folder / name)
    later = time.time() + 60
    for path in clone.folder.rglob("*"):
        if path.is_file() and ".snakemake" not in path.parts:
            os.utime(path, (later, later))
            later += 0.01
    assert clone.genesis().did_nothing


def test_results_without_snakemakes_memory_do_not_pass_for_others(finished, tmp_path):
    """Of another config, or of another version of a package."""
    shutil.rmtree(finished.folder / ".snakemake")
    assert finished.genesis("seed=9").rules == from_step("seed_hosts")
    assert finished.genesis("seed=9").did_nothing
    shutil.rmtree(finished.folder / ".snakemake")
    about = tmp_path / "faker-999.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text("Metadata-Version: 2.1\nName: faker\nVersion: 999\n")
    run = finished.run(
        *("--cores", "1", "genesis", "--config", "seed=9"),
        environment={"PYTHONPATH": str(tmp_path)},
    )
    assert run.rules == from_step("seed_hosts")


def test_from_another_directory(finished_run, tmp_path):
    workflow, _ = finished_run
    elsewhere = tmp_path / "über all's"
    elsewhere.mkdir()
    snakefile = os.path.relpath(workflow.folder / "Snakefile", elsewhere)
    run = workflow.run(
        *("--cores", "1", "genesis", "--snakefile", snakefile),
        directory=elsewhere,
        environment={"PYTHONHASHSEED": "2", "TZ": "America/St_Johns"},
    )
    assert run.status == 0, run.text
    assert Workflow(elsewhere).receipts == workflow.receipts
    absolute = str(workflow.folder / "Snakefile")
    again = workflow.run(
        *("--cores", "1", "genesis", "--snakefile", absolute),
        *("--directory", str(elsewhere)),
        directory=tmp_path,
    )
    assert again.did_nothing
