"""A run opens no connection: it gets no network, and each attempt would be seen."""

import re
import shutil
import subprocess
import sys

import pytest

from .conftest import PYTHON

# A new network namespace, in which not even the loopback device is up. The new user
# namespace makes that possible without being root.
NO_NETWORK = ("unshare", "--map-root-user", "--net")
WATCH = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o")
ATTEMPT = re.compile(r"AF_INET6?\b")
CONNECT = (
    "import socket; socket.socket(socket.AF_INET).connect_ex(('127.0.0.1', 9)); "
    "socket.create_connection(('::1', 9))"
)


def works(*command):
    """Whether a tool is here, and allowed to do its work."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], capture_output=True).returncode == 0


@pytest.fixture
def guard(tmp_path):
    """The commands that stand before the one that is watched, and where they write."""
    seen = tmp_path / "attempts"
    isolated = NO_NETWORK if works(*NO_NETWORK) else ()
    watched = (*WATCH, str(seen)) if works(*WATCH, str(seen)) else ()
    if not isolated and not watched:
        pytest.skip("Neither unshare nor strace is here and allowed.")
    return [*isolated, *watched], seen, bool(isolated), bool(watched)


def attempts(seen):
    return [line for line in seen.read_text().splitlines() if ATTEMPT.search(line)]


def test_an_attempt_fails_and_is_seen(guard):
    before, seen, isolated, watched = guard
    call = subprocess.run(
        [*before, sys.executable, "-c", CONNECT], capture_output=True, text=True
    )
    assert call.returncode != 0
    if isolated:
        assert "unreachable" in call.stderr or "Cannot assign" in call.stderr
    if watched:
        assert len(attempts(seen)) == 2


def test_a_run_opens_no_connection(fresh, guard):
    before, seen, _, watched = guard
    call = subprocess.run(
        [*before, PYTHON, "-P", "-m", "snakemake", "--cores", "1", "genesis"],
        cwd=fresh.folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert call.returncode == 0, call.stdout + call.stderr
    assert fresh.query("SELECT count(*) FROM hosts") == [(2000,)]
    if watched:
        assert attempts(seen) == []
