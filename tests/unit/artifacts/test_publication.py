"""Publication: the public name always stands for a whole file."""

import hashlib
import os
import subprocess
import sys

import duckdb
import pytest
from horizonscale.artifacts import publication
from horizonscale.artifacts.files import sha256
from horizonscale.artifacts.publication import (
    ChangedCandidateError,
    OpenForWritingError,
    is_intact,
    published_path,
)


@pytest.fixture
def results(tmp_path):
    (tmp_path / "results" / "steps").mkdir(parents=True)
    return tmp_path / "results"


@pytest.fixture
def database(results):
    return published_path(results / "markers" / "genesis.json")


def candidate(results, content=b"first"):
    path = results / "steps" / f"{content.decode()}.db"
    path.write_bytes(content)
    return path


def publish(candidate, database):
    return publication.publish(candidate, database, sha256(candidate))


def kept(results):
    return sorted(results.glob("kept/*"))


def test_publish_copies_and_writes_the_sum(results, database):
    assert publish(candidate(results), database) is None
    assert database.read_bytes() == b"first"
    digest = hashlib.sha256(b"first").hexdigest()
    sums = database.with_name("horizonscale_synth.db.sha256")
    assert sums.read_text() == f"{digest}  horizonscale_synth.db\n"
    assert is_intact(database, digest)


def test_a_file_that_was_published_from_another_is_not_intact(results, database):
    publish(candidate(results), database)
    assert is_intact(database)
    assert not is_intact(database, hashlib.sha256(b"second").hexdigest())


def test_the_sum_is_what_sha256sum_checks(results, database):
    publish(candidate(results), database)
    command = ["sha256sum", "--check", "--strict", "horizonscale_synth.db.sha256"]
    assert subprocess.run(command, cwd=results, capture_output=True).returncode == 0


def test_a_published_file_gives_way_without_being_kept(results, database):
    publish(candidate(results), database)
    assert publish(candidate(results, b"second"), database) is None
    assert database.read_bytes() == b"second"
    assert kept(results) == []


def test_another_file_than_the_audited_one_is_not_published(results, database):
    publish(candidate(results), database)
    with pytest.raises(ChangedCandidateError, match=r"second\.db has changed"):
        publication.publish(candidate(results, b"second"), database, "of the audited")
    assert is_intact(database, hashlib.sha256(b"first").hexdigest())
    assert sorted(path.name for path in results.iterdir()) == [
        "horizonscale_synth.db",
        "horizonscale_synth.db.sha256",
        "steps",
    ]


def test_a_changed_file_is_kept(results, database):
    publish(candidate(results), database)
    database.write_bytes(b"changed")
    assert not is_intact(database, hashlib.sha256(b"first").hexdigest())
    copy = publish(candidate(results, b"second"), database)
    assert copy.read_bytes() == b"changed"
    assert kept(results) == [copy]
    assert database.read_bytes() == b"second"


def test_each_change_is_kept_once(results, database):
    for content in (b"one", b"two", b"one"):
        publish(candidate(results), database)
        database.write_bytes(content)
        publish(candidate(results), database)
    assert sorted(path.read_bytes() for path in kept(results)) == [b"one", b"two"]


def test_a_changed_file_is_kept_where_there_are_no_hard_links(
    results, database, monkeypatch
):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    publish(candidate(results), database)
    database.write_bytes(b"changed")
    assert publish(candidate(results), database).read_bytes() == b"changed"


def test_a_lost_sum_does_not_make_the_file_a_changed_one(results, database):
    publish(candidate(results), database)
    database.with_name("horizonscale_synth.db.sha256").unlink()
    assert not is_intact(database, hashlib.sha256(b"first").hexdigest())
    assert publish(candidate(results), database) is None
    assert kept(results) == []


@pytest.mark.parametrize("stage", ["before the rename", "after the rename"])
def test_a_kill_around_the_rename_makes_no_file_a_changed_one(
    results, database, monkeypatch, stage
):
    publish(candidate(results), database)
    write, calls = publication._write_hashes, []

    def killed(path, hashes):
        calls.append(hashes)
        if stage == "before the rename":
            write(path, hashes)
            raise KeyboardInterrupt
        if len(calls) == 2:
            raise KeyboardInterrupt
        write(path, hashes)

    monkeypatch.setattr(publication, "_write_hashes", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(candidate(results, b"second"), database)
    expected = b"first" if stage == "before the rename" else b"second"
    assert database.read_bytes() == expected
    monkeypatch.undo()
    assert publish(candidate(results, b"third"), database) is None
    assert kept(results) == []
    assert sorted(path.name for path in results.iterdir() if path.is_file()) == [
        "horizonscale_synth.db",
        "horizonscale_synth.db.sha256",
    ]


def test_a_file_that_is_being_written_to_is_left_alone(results, database):
    with duckdb.connect(str(results / "steps" / "real.db")) as connection:
        connection.execute("CREATE TABLE numbers AS SELECT 1 AS number")
    publish(results / "steps" / "real.db", database)
    hold = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", hold, str(database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(OpenForWritingError, match="open for writing"):
            publish(candidate(results), database)
        assert database.read_bytes() != b"first"
        writer.stdin.close()
    publish(candidate(results), database)
    assert database.read_bytes() == b"first"
