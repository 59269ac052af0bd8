"""A machine that is full, closed, small or strange: said clearly, and nothing lost."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest
from horizonscale.steps import BUILDING, CHAIN
from workflow.conftest import Run, Workflow, copy_sources, from_step

from faults.fleets import command, differences

CHANGE = ("storage_version=v1.2.0",)  # reruns every step
GENESIS = ("--cores", "1", "genesis", "--config", *CHANGE)
OUTPUTS = {
    **{
        step: (f"results/steps/{step}.db", f"results/markers/{step}.json")
        for step in BUILDING
    },
    "audit": ("results/audit.json", "results/markers/audit.json"),
    "genesis": ("results/markers/genesis.json",),
}

needs_setpriv = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="setpriv of Linux takes rights from root",
)


def run_behind(workflow: Workflow, *before: str) -> Run:
    """Run Snakemake behind another command."""
    call = subprocess.run(
        [*before, *command(*GENESIS)],
        cwd=workflow.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return Run(call.returncode, call.stdout)


@pytest.fixture
def small(finished, tmp_path):
    """A finished run on a small file system."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=80m", "none", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a tmpfs, and not on every machine")
    try:
        shutil.copytree(finished.folder, place / "genesis")
        yield Workflow(place / "genesis")
    finally:
        unmount = ["umount", "--lazy", str(place)]
        subprocess.run(unmount, check=True)


@contextmanager
def full(folder, kilobytes_left):
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free - 1024 * kilobytes_left
    ballast.write_bytes(bytes(max(free, 0)))
    yield
    ballast.unlink()


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        pytest.param(*CHANGE, CHAIN, marks=pytest.mark.long),
        ("end_date=2025-12-30", CHAIN[-1:]),
    ],
)
def test_a_full_disk_at_each_step(small, change, steps):
    published = small.database.read_bytes()
    genesis = ("--cores", "1", "genesis", "--config", change)
    for step in steps:
        if step != "db_create":
            before = CHAIN[CHAIN.index(step) - 1]
            run = small.run("--until", before, *genesis)
            assert run.status == 0, run.text
        for name in OUTPUTS[step]:
            (small.folder / name).unlink(missing_ok=True)
        with full(small.folder, 90):
            run = small.run("--until", step, *genesis)
        assert run.status != 0
        assert f"Error in rule {step}:" in run.text, run.text
        assert "No space left on device" in run.text
        assert "Traceback" not in run.text
        assert small.database.read_bytes() == published
        assert list((small.folder / "results").rglob("*.partial*")) == []
    assert small.run(*genesis).rules == from_step(steps[-1])
    assert small.run("--cores", "1", "verify", "--config", change).status == 0


@pytest.mark.long
def test_a_disk_without_a_byte_left(small, finished_run):
    published = small.database.read_bytes()
    with full(small.folder, 0):
        assert small.run(*GENESIS).status != 0
        assert small.database.read_bytes() == published
    assert small.genesis().status == 0
    assert differences(small.folder, finished_run[0].folder) == []


@needs_setpriv
@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        "results/horizonscale_synth.db",
        "results/steps/calendar.db.seal",
        "results/markers/calendar.json",
        "results/steps",
        "logs",
        "sql/create_tables.sql",
        "config/config.yaml",
    ],
)
def test_what_is_closed(finished, finished_run, name):
    """Where it is needed the message names it; where it is not, the run goes well."""
    published = finished.database.read_bytes()
    place = finished.folder / name
    mode = place.stat().st_mode
    place.chmod(0o000)
    without_rights = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    run = run_behind(finished, *without_rights)
    if place.exists():
        place.chmod(mode)
    if run.status:
        assert name.rpartition("/")[2] in run.text
        assert finished.database.read_bytes() == published
    assert finished.genesis().status == 0
    shutil.rmtree(finished.folder / "results/kept", ignore_errors=True)
    assert differences(finished.folder, finished_run[0].folder) == []


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit of Linux sets limits")
@pytest.mark.long
@pytest.mark.parametrize(
    "limit", ["nofile=8", "nofile=16", "as=600000000", "fsize=600000", "cpu=1"]
)
def test_limits_of_the_system(finished, finished_run, limit):
    """Whatever dies for want of handles, memory, file size or time dies aloud."""
    published = finished.database.read_bytes()
    run = run_behind(finished, "prlimit", f"--{limit}")
    if run.status:
        assert finished.database.read_bytes() == published
        assert "Genesis Complete" not in run.text
    if finished.genesis().status != 0:
        assert finished.run("--unlock").status == 0
        assert finished.genesis().status == 0
    assert differences(finished.folder, finished_run[0].folder) == []


@pytest.mark.long
def test_two_runs_at_once(finished):
    with subprocess.Popen(
        command(*GENESIS),
        cwd=finished.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as first:
        while not list(finished.folder.glob("results/steps/.*.partial")):
            assert first.poll() is None
            time.sleep(0.005)
        second = finished.run(*GENESIS)
        text, _ = first.communicate(timeout=300)
    assert second.status != 0
    assert "cannot be locked" in second.text
    assert first.returncode == 0, text
    assert finished.run(*GENESIS).did_nothing
    assert finished.run("--cores", "1", "verify", *GENESIS[3:]).status == 0


@pytest.mark.long
@pytest.mark.parametrize("name", ["a$HOME`id`;&%20#(b)[d]*~", "x" * 240, "-n"])
def test_a_folder_with_an_odd_name(finished_run, tmp_path, name):
    reference, _ = finished_run
    copy_sources(tmp_path / name)
    workflow = Workflow(tmp_path / name)
    directory = tmp_path / f"{name[:200]} elsewhere"
    for folder, further in (
        (workflow.folder, ()),
        (directory, ("--directory", str(directory))),
    ):
        run = workflow.run("--cores", "1", "genesis", *further)
        assert run.status == 0, run.text
        assert differences(folder, reference.folder) == []
    assert workflow.run("--cores", "1", "genesis", *further).did_nothing


@pytest.mark.long
def test_a_results_folder_behind_a_link(fresh, finished_run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (fresh.folder / "results").symlink_to(tmp_path / "elsewhere")
    assert fresh.genesis("seed=7").status == 0
    assert fresh.genesis().rules == from_step("seed_hosts")
    assert differences(fresh.folder, finished_run[0].folder) == []
    assert (fresh.folder / "results").is_symlink()
    assert fresh.genesis().did_nothing
