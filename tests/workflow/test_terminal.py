"""What a run shows: one line a step, errors in full, colours only where welcome."""

import os
import pty
import re
import subprocess
import sys

import pytest

from .conftest import CHAIN

ESCAPE = "\033["
STEP = re.compile(r"^(\w+) +(\S.*?) +\d+\.\d s$", re.MULTILINE)


def shown(folder, *arguments, terminal=False, **environment):
    """Run Snakemake as a user does; return the status and what is to be seen."""
    call = [sys.executable, "-m", "snakemake", "--cores", "1", *arguments]
    colourless = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    environment = {**colourless, "TERM": "xterm", **environment}
    if not terminal:
        run = subprocess.run(
            call, cwd=folder, env=environment, capture_output=True, text=True
        )
        return run.returncode, run.stdout + run.stderr
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        call, cwd=folder, env=environment, stdout=theirs, stderr=theirs
    ) as run:
        os.close(theirs)
        text = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
    return run.returncode, text.decode().replace("\r\n", "\n")


def _read(descriptor):
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_run_shows_one_line_a_step_and_the_summary(fresh):
    status, text = shown(fresh.folder, "genesis")
    assert status == 0, text
    lines = text.splitlines()
    steps = STEP.findall(text)
    assert tuple(step for step, _ in steps) == CHAIN
    assert ("seed_hosts", "2,000 hosts of 21 models, owned by 84 applications") in steps
    assert ("calendar", "1,096 days") in steps
    assert len(lines) < 32, text
    assert ESCAPE not in text
    # What was left out is in Snakemake's own log, which the last lines name.
    [log] = fresh.folder.glob(".snakemake/log/*.log")
    assert log.name in lines[-2]
    assert log.read_text().count("Finished jobid:") == 6
    status, text = shown(fresh.folder, "genesis")
    assert (status, text.count("Nothing to be done")) == (0, 1)


def test_a_failure_is_shown_without_the_list_of_all_inputs(finished):
    check = finished.folder / "sql" / "audit" / "host_count.sql"
    check.write_text("SELECT 'hosts' AS subject, 1999 AS actual")
    status, text = shown(finished.folder, "verify")
    assert status != 0
    assert "FAIL (error) host_count" in text
    assert "Error in rule verify:" in text
    assert "logs/verify.log" in text
    [inputs] = [line for line in text.splitlines() if line.startswith("    input: ")]
    assert re.fullmatch(r"    input: (\S+, ){3}and \d+ more", inputs)


def test_a_dry_run_says_what_would_run_and_why(finished):
    status, text = shown(finished.folder, "-n", "--config", "seed=5")
    assert status == 0
    assert "Job stats:" in text
    assert re.search(r"Seed the hosts\n\s*Reason: ", text)  # indented in a group


def test_whoever_asks_for_more_gets_it(finished):
    _, text = shown(finished.folder, "verify", "--quiet", "host")
    assert "Finished jobid: 0 (Rule: verify)" in text


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_a_terminal_that_wants_them(finished, environment, coloured):
    check = finished.folder / "sql" / "audit" / "host_count.sql"
    check.write_text("SELECT 'hosts' AS subject, 1999 AS actual")
    _, text = shown(finished.folder, "verify", terminal=True, **environment)
    assert "FAIL (error) host_count" in text
    assert (f"{ESCAPE}31mFAIL (error) host_count" in text) == coloured
    assert (ESCAPE in text) == coloured
    log = (finished.folder / "logs" / "verify.log").read_text()
    assert ESCAPE not in log
