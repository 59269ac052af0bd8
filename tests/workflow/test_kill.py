"""A run that is killed in the middle of a step."""

import os
import signal
import subprocess
import sys
import time

import pytest

CHANGES = ("--config", "hosts=400000", "keys=audited")


@pytest.mark.parametrize("step", ["seed_hosts", "calendar"])
def test_a_killed_run_leaves_the_last_database_and_heals(finished, step):
    receipts = finished.receipts
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "genesis", *CHANGES]
    with subprocess.Popen(
        command,
        cwd=finished.folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        deadline = time.monotonic() + 120
        while not list(finished.folder.glob(f"results/steps/.{step}.db.*")):
            assert run.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)
        os.killpg(run.pid, signal.SIGKILL)
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]
    locked = finished.genesis()
    assert locked.status != 0
    assert "cannot be locked" in locked.text
    assert finished.run("--unlock").status == 0
    healed = finished.genesis()
    assert healed.status == 0, healed.text
    assert finished.receipts == receipts
    assert not list(finished.folder.glob("results/**/.*.db.*"))
    assert finished.run("--cores", "1", "verify").status == 0
    assert finished.genesis().did_nothing
