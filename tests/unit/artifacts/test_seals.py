"""A step database is known again, or it is not used."""

import json
import os

import pytest
from horizonscale.artifacts.seals import is_as_left, seal, seal_path, sealed_sha256


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "calendar.db"
    path.write_bytes(b"content")
    seal(path, "digest")
    return path


def age(path, seconds):
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + seconds * 10**9))


def test_a_sealed_file_is_as_it_was_left(database):
    assert is_as_left(database, "digest")


@pytest.mark.parametrize("seconds", [-(10**9), 3600])
def test_a_time_alone_changes_nothing(database, seconds):
    age(database, seconds)
    assert is_as_left(database, "digest")


def test_another_config_is_another_file(database):
    assert not is_as_left(database, "other")


@pytest.mark.parametrize("content", [b"", b"conten", b"content and more", b"CONTENT"])
def test_every_change_is_seen(database, content):
    database.write_bytes(content)
    age(database, 1)
    assert not is_as_left(database, "digest")


def test_a_wal_is_a_change_until_the_step_runs_again(database):
    wal = database.with_name("calendar.db.wal")
    wal.write_bytes(b"changes")
    assert not is_as_left(database, "digest")
    seal(database, "digest")
    assert not wal.exists()
    assert is_as_left(database, "digest")


def test_a_lost_database_or_seal(database):
    seal_path(database).unlink()
    assert not is_as_left(database, "digest")
    assert sealed_sha256(database) is None
    seal(database, "digest")
    database.unlink()
    assert not is_as_left(database, "digest")


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", b'{"digest": 1}'])
def test_a_damaged_seal_seals_nothing(database, damage):
    seal_path(database).write_bytes(damage)
    assert not is_as_left(database, "digest")
    assert sealed_sha256(database) is None


@pytest.mark.parametrize("key", ["digest", "sha256", "size"])
def test_each_entry_counts(database, key):
    content = json.loads(seal_path(database).read_text())
    seal_path(database).write_text(json.dumps({**content, key: "other"}))
    age(database, 1)
    assert not is_as_left(database, "digest")
