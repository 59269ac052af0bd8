"""Publication, killed before each single thing that it does to a file.

Random kills hit these moments now and then; here every one of them is hit. A process is
forked, counts what Python's audit hook tells of files, and kills itself before one.
"""

import importlib.util
import json
import os
import shutil
import signal
import sys
from itertools import count

import pytest
from horizonscale.artifacts import files, publication
from horizonscale.artifacts.files import sha256
from horizonscale.artifacts.markers import read_marker
from horizonscale.artifacts.publication import is_intact, published_path
from horizonscale.artifacts.seals import seal
from workflow.conftest import ROOT

EVENTS = ("open", "os.", "shutil.", "fcntl.")
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

_spec = importlib.util.spec_from_file_location("script", ROOT / "scripts/genesis.py")
script = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(script)

REPORT = {
    "success": True,
    "statistics": {"hosts": 1, "days": 1, "passed": 1, "checks": 1, "tables": {}},
    "tests": [
        {"name": "host_count", "expected": {"hosts": 1}},
        {"name": "behaviour_counts", "expected": {}, "actual": {}},
    ],
}


@pytest.fixture(autouse=True)
def _no_wait_for_the_disk(monkeypatch):
    """A kill loses nothing that was written, so that the tests need not wait for it."""
    monkeypatch.setattr(files, "sync", lambda path: None)
    monkeypatch.setattr(publication, "sync", lambda path: None)


class Folder:
    """A folder of results in which databases are a few bytes."""

    def __init__(self, path):
        self.results = path / "results"
        (self.results / "steps").mkdir(parents=True, exist_ok=True)
        (self.results / "audit.json").write_text(json.dumps(REPORT))
        self.receipt = self.results / "markers" / "genesis.json"
        self.database = published_path(self.receipt)
        self.wal = self.database.with_name(f"{self.database.name}.wal")

    def publish(self, content):
        candidate = self.results / "steps" / "calendar.db"
        candidate.write_bytes(content)
        seal(candidate, "digest")
        script.genesis(
            candidate=candidate,
            candidate_digest="digest",
            audit=self.results / "audit.json",
            receipt=self.receipt,
            digest="digest",
            config="{}",
        )

    def publish_killed(self, content, before):
        """Publish in a process of its own; return whether it was killed."""
        if not (child := os.fork()):
            events = count(1)

            def kill(event, _):
                if event.startswith(EVENTS) and next(events) == before:
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(kill)
            try:
                self.publish(content)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)

    @property
    def intact(self):
        return is_intact(self.database, sha256(self.results / "steps/calendar.db"))

    @property
    def state(self):
        """What stands where, but for random names and times."""
        files = [path for path in self.results.rglob("*.*") if path.is_file()]
        files = [path for path in files if path.suffix != ".seal"]
        return frozenset((path.suffix, path.read_bytes()) for path in files)

    @property
    def kept(self):
        return [path.read_bytes() for path in self.results.glob("kept/*.db")]

    @property
    def strangers(self):
        return [path for path in self.results.rglob("*") if path.name.startswith(".")]


def each_kill(tmp_path, prepare, content):
    """Yield a prepared folder after each of the kills that publishing can meet."""
    for before in count(1):
        place = tmp_path / str(before)
        folder = Folder(place)
        prepare(folder)
        if not folder.publish_killed(content, before):
            assert before > 15, "publication does more than this to files"
            return
        yield folder
        shutil.rmtree(place)


def test_the_public_name_shows_the_old_or_the_new_file_and_heals(tmp_path):
    def prepare(folder):
        folder.publish(b"old")
        folder.receipt.unlink()  # as Snakemake does before the job

    seen = set()
    for folder in each_kill(tmp_path, prepare, b"new"):
        seen.add(folder.database.read_bytes())
        if folder.receipt.exists():  # it never tells of a file that is not there
            assert folder.database.read_bytes() == b"new"
            assert folder.intact
        folder.publish(b"new")
        assert folder.database.read_bytes() == b"new"
        assert folder.intact
        assert read_marker(folder.receipt)["digest"] == "digest"
        assert folder.kept == folder.strangers == []
    assert seen == {b"old", b"new"}


@pytest.mark.long
@pytest.mark.parametrize("third", [b"third", b"old"])
def test_two_kills_in_a_row_make_no_file_a_changed_one(tmp_path, third):
    """The second run may build another config, or go back to the first."""
    states = set()
    for first in each_kill(tmp_path, lambda folder: folder.publish(b"old"), b"new"):
        place = first.results.parent
        if (state := first.state) in states:
            continue
        states.add(state)
        for before in count(1):
            copy = place.with_name("copy")
            shutil.copytree(place, copy)
            folder = Folder(copy)
            killed = folder.publish_killed(third, before)
            assert folder.database.read_bytes() in {b"old", b"new", third}
            folder.publish(b"last")
            assert folder.database.read_bytes() == b"last"
            assert folder.kept == folder.strangers == []
            shutil.rmtree(copy)
            if not killed:
                break


@pytest.mark.parametrize("moment", ["before the look", "after the look"])
def test_a_candidate_that_changes_meanwhile_is_not_published(
    tmp_path, monkeypatch, moment
):
    """By a job that was stopped, say, and goes on while another run publishes."""
    folder = Folder(tmp_path)
    folder.publish(b"old")
    look = script.looks_as_left

    def changed(candidate, digest):
        seen = moment == "after the look" and look(candidate, digest)
        state = candidate.stat()
        candidate.write_bytes(b"NEW")
        os.utime(candidate, ns=(state.st_atime_ns, state.st_mtime_ns))
        return seen or look(candidate, digest)

    monkeypatch.setattr(script, "looks_as_left", changed)
    with pytest.raises(script.ChangedCandidateError):
        folder.publish(b"new")
    assert folder.database.read_bytes() == b"old"
    assert folder.kept == folder.strangers == []


def test_a_changed_file_is_never_lost(tmp_path):
    """Nor are changes that wait in its WAL."""

    def prepare(folder):
        folder.publish(b"old")
        folder.database.write_bytes(b"mine")
        folder.wal.write_bytes(b"changes")

    for folder in each_kill(tmp_path, prepare, b"new"):
        assert b"mine" in [*folder.kept, folder.database.read_bytes()]
        folder.publish(b"new")
        [wal] = folder.results.glob("kept/*.wal")
        assert wal.read_bytes() == b"changes"
        assert wal.with_suffix("").read_bytes() == b"mine"
        assert folder.database.read_bytes() == b"new"
        assert folder.intact
        assert not folder.wal.exists()
        assert {*folder.kept} == {b"mine"}
        assert folder.strangers == []
