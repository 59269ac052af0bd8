"""What a change reruns: exactly the steps that read it, and what follows."""

import os
import shutil
import time

import pytest

from .conftest import CHAIN, Workflow, copy_sources


def from_step(step: str) -> list[str]:
    return list(CHAIN[CHAIN.index(step) :])


def append(workflow: Workflow, name: str, text: str) -> None:
    with (workflow.folder / name).open("a") as file:
        file.write(text)


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        (["storage_version=v1.2.0"], "db_create"),
        (["keys=audited"], "schema"),
        (["hosts=2001"], "seed_hosts"),
        (["seed=7"], "seed_hosts"),
        (["end_date=2025-12-30"], "calendar"),
        (["start_date=2022-12-31"], "calendar"),
        (["seed=7", "end_date=2025-12-30"], "seed_hosts"),
        (["keys=audited", "start_date=2022-12-31"], "schema"),
        (["storage_version=v1.2.0", "seed=7", "end_date=2025-12-30"], "db_create"),
    ],
)
def test_changed_config(finished, changes, step):
    assert finished.genesis(*changes).rules == from_step(step)
    assert finished.genesis(*changes).did_nothing


@pytest.mark.parametrize(
    ("name", "text", "step"),
    [
        ("sql/create_metadata.sql", "-- changed\n", "db_create"),
        ("sql/create_tables.sql", "-- changed\n", "schema"),
        ("sql/audit/host_count.sql", "-- changed\n", "audit"),
        ("scripts/db_create.py", "# changed\n", "db_create"),
        ("scripts/schema.py", "# changed\n", "schema"),
        ("scripts/seed_hosts.py", "# changed\n", "seed_hosts"),
        ("scripts/calendar.py", "# changed\n", "calendar"),
        ("scripts/audit.py", "# changed\n", "audit"),
        ("scripts/genesis.py", "# changed\n", "genesis"),
        ("scripts/horizonscale/streams.py", "# changed\n", "seed_hosts"),
        ("scripts/horizonscale/calendar.py", "# changed\n", "calendar"),
        ("scripts/horizonscale/checks.py", "# changed\n", "audit"),
        ("scripts/horizonscale/database.py", "# changed\n", "db_create"),
    ],
)
def test_changed_source(finished, name, text, step):
    append(finished, name, text)
    assert finished.genesis().rules == from_step(step)
    assert finished.genesis().did_nothing


def test_a_changed_module_of_the_same_size_and_time(finished):
    """Python would run the bytecode of the old one, and the digest tell of the new."""
    writes_bytecode = {"PYTHONDONTWRITEBYTECODE": ""}
    command = ("--cores", "1", "genesis", "--config", "seed=8")
    assert finished.run(*command, environment=writes_bytecode).status == 0
    module = finished.folder / "scripts/horizonscale/organisation.py"
    assert list(module.parent.glob("__pycache__/organisation.*.pyc"))
    before = module.stat()
    module.write_text(module.read_text().replace('"Core Ledger"', '"Main Ledger"'))
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    run = finished.run(*command, environment=writes_bytecode)
    assert run.rules == from_step("seed_hosts"), run.text
    names = "SELECT count(*) FROM hierarchy WHERE contains(application_name, $$ {} $$)"
    assert finished.query(names.format("Main")) == [(7,)]
    assert finished.query(names.format("Core")) == [(0,)]


def test_several_changes_rerun_the_union(finished):
    append(finished, "scripts/horizonscale/calendar.py", "# changed\n")
    append(finished, "sql/audit/host_count.sql", "-- changed\n")
    assert finished.genesis("seed=8").rules == from_step("seed_hosts")


@pytest.mark.parametrize("change", ["storage_version=v1.2.0", "seed=7"])
def test_a_run_up_to_a_step_and_on_from_there(finished, change):
    first = "db_create" if change.startswith("storage") else "seed_hosts"
    arguments = ("--cores", "1", "genesis", "--config", change)
    run = finished.run("--until", "calendar", *arguments)
    assert run.status == 0, run.text
    assert run.rules == from_step(first)[:-2]
    assert finished.run(*arguments).rules == from_step("audit")
    (finished.folder / "results" / "markers" / "db_create.json").unlink()
    run = finished.run("--until", "db_create", "--cores", "1", "genesis")
    assert run.status == 0, run.text
    assert run.rules == ["db_create"]


def test_touching_files_reruns_nothing(finished):
    later = time.time() + 60
    for path in finished.folder.rglob("*"):
        if path.is_file() and ".snakemake" not in path.parts:
            os.utime(path, (later, later))
            later += 0.01
    assert finished.genesis().did_nothing


def test_a_fresh_clone_beside_kept_results_reruns_nothing(finished, tmp_path):
    clone = Workflow(tmp_path / "clone")
    copy_sources(clone.folder)
    for path in clone.folder.rglob("*"):
        os.utime(path)
    for name in ("results", ".snakemake"):
        shutil.move(finished.folder / name, clone.folder / name)
    assert clone.genesis().did_nothing


def test_results_without_snakemakes_memory_do_not_pass_for_another_config(finished):
    shutil.rmtree(finished.folder / ".snakemake")
    assert finished.genesis("seed=9").rules[-4:] == from_step("seed_hosts")
    assert finished.genesis("seed=9").did_nothing


def other_version(folder, package):
    """Return an environment in which a package seems to have another version."""
    about = folder / f"{package}-999.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 999\n")
    return {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize(
    ("package", "step"),
    [
        ("faker", "seed_hosts"),
        pytest.param("duckdb", "db_create", marks=pytest.mark.long),
        pytest.param("polars", "seed_hosts", marks=pytest.mark.long),
    ],
)
def test_results_without_snakemakes_memory_do_not_pass_for_those_of_another_package(
    finished, tmp_path, package, step
):
    shutil.rmtree(finished.folder / ".snakemake")
    other = other_version(tmp_path, package)
    assert finished.run(environment=other).rules == from_step(step)
    assert finished.run(environment=other).did_nothing
    assert finished.genesis().rules == from_step(step)


def test_another_numpy_reruns_nothing(finished, tmp_path):
    """Each Python has its own, and the same draws come of it."""
    assert finished.run(environment=other_version(tmp_path, "numpy")).did_nothing


def test_from_another_directory(finished_run, tmp_path):
    workflow, _ = finished_run
    elsewhere = tmp_path / "über all's"
    elsewhere.mkdir()
    snakefile = os.path.relpath(workflow.folder / "Snakefile", elsewhere)
    arguments = ("--cores", "1", "genesis", "--snakefile")
    assert workflow.run(*arguments, snakefile, directory=elsewhere).status == 0
    assert Workflow(elsewhere).receipts == workflow.receipts
    absolute = str(workflow.folder / "Snakefile")
    again = workflow.run(
        *arguments, absolute, "--directory", str(elsewhere), directory=tmp_path
    )
    assert again.did_nothing


MODULE = """
module small:
    snakefile: "genesis/Snakefile"
    config: {"hosts": 800, "seed": 3, "shards": 2, "step_files": "removed"}
    prefix: "small"


use rule * from small as small_*


module tiny:
    snakefile: "genesis/Snakefile"
    config: {"hosts": 100, "allocation": "quota"}
    prefix: "tiny"


use rule * from tiny as tiny_*


rule all:
    default_target: True
    input:
        rules.small_genesis.output.receipt,
        rules.tiny_genesis.output.receipt,
"""


def test_two_fleets_as_modules_of_another_workflow(fresh):
    outer = Workflow(fresh.folder.parent)
    (outer.folder / "Snakefile").write_text(MODULE)
    run = outer.run("--cores", "2")
    assert run.status == 0, run.text
    for prefix, hosts in (("small", 800), ("tiny", 100)):
        fleet = Workflow(outer.folder / prefix)
        assert fleet.query("SELECT count(*) FROM hosts") == [(hosts,)]
    assert outer.run("--cores", "2").did_nothing
    (outer.folder / "tiny" / "results" / "horizonscale_synth.db").unlink()
    assert outer.run("--cores", "2").rules == ["tiny_genesis", "all"]
    assert outer.run("--cores", "1", "small_verify").status == 0
