"""A machine that is full or closed: said clearly, and nothing lost."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from horizonscale.pipeline.steps import BUILDING, CHAIN
from workflow.conftest import Workflow, from_step

from faults.fleets import command, differences

OUTPUTS = {
    **{
        step: (f"results/steps/{step}.db", f"results/markers/{step}.json")
        for step in BUILDING
    },
    "audit": ("results/audit.json", "results/markers/audit.json"),
    "genesis": ("results/markers/genesis.json",),
}


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
        pytest.param("storage_version=v1.2.0", CHAIN, marks=pytest.mark.long),
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
        assert small.genesis("seed=7").status != 0
        assert small.database.read_bytes() == published
    assert small.genesis().status == 0
    assert differences(small.folder, finished_run[0].folder) == []


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="setpriv of Linux takes rights from root",
)
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
    run = subprocess.run(
        [*without_rights, *command("--cores", "1", "genesis", "--config", "seed=7")],
        cwd=finished.folder,
        capture_output=True,
        text=True,
    )
    if place.exists():
        place.chmod(mode)
    if run.returncode:
        assert name.rpartition("/")[2] in run.stdout + run.stderr
        assert finished.database.read_bytes() == published
    assert finished.genesis().status == 0
    shutil.rmtree(finished.folder / "results/kept", ignore_errors=True)
    assert differences(finished.folder, finished_run[0].folder) == []
