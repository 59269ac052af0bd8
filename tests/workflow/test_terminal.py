"""What a failure shows on a real terminal; tests of logs.py have the rest."""

import os
import pty
import subprocess

from .conftest import PYTHON


def _read(descriptor):
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_run_whose_terminal_is_closed(fresh):
    """Its files must not take the place of stdout and stderr."""
    command = f'"{PYTHON}" -P -m snakemake --cores 1 genesis >&- 2>&-'
    call = subprocess.run(["/bin/bash", "-c", command], cwd=fresh.folder)
    assert call.returncode == 0
    assert fresh.genesis().did_nothing
    explain = f'"{PYTHON}" -P scripts/explain.py 28 2>&1 | true'
    shell = ["/bin/bash", "-o", "pipefail", "-c", explain]
    call = subprocess.run(shell, cwd=fresh.folder, capture_output=True, text=True)
    assert (call.returncode, call.stderr) == (0, "")


def test_a_failed_check_is_red_on_a_terminal_and_plain_in_its_log(finished):
    check = finished.folder / "sql" / "audit" / "host_count.sql"
    check.write_text("SELECT 'hosts' AS subject, 1999 AS actual")
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [PYTHON, "-P", "-m", "snakemake", "--cores", "1", "verify"],
        cwd=finished.folder,
        env=environment,
        stdout=theirs,
        stderr=theirs,
    ) as run:
        os.close(theirs)
        text = b"".join(iter(lambda: _read(ours), b"")).decode()
        os.close(ours)
    assert run.returncode != 0
    assert "\033[31mFAIL (error) host_count" in text
    assert "logs/verify.log" in text
    assert "Traceback" not in text
    log = (finished.folder / "logs" / "verify.log").read_text()
    assert "FAIL (error) host_count" in log
    assert "\033[" not in log
