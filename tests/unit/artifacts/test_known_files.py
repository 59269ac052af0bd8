"""A file that is known is not read again; one that changed in any way is."""

import hashlib
import json
import os
import time

import pytest
from horizonscale.artifacts import known_files
from horizonscale.artifacts.known_files import KnownFiles


@pytest.fixture
def store(tmp_path):
    return tmp_path / "there" / "sha256.json"


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Return a file that was written long ago, as the clock of the module says."""
    path = tmp_path / "fleet.db"
    path.write_bytes(b"content")
    now = time.time_ns
    monkeypatch.setattr(known_files.time, "time_ns", lambda: now() + 10**10)
    return path


@pytest.fixture
def read(monkeypatch):
    """Return the names of the files that were read, in turn."""
    names = []
    real = known_files.sha256

    def noted(path):
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(known_files, "sha256", noted)
    return names


def expected(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_is_read_once(store, file, read):
    for _ in range(3):
        assert KnownFiles(store).sha256(file) == expected(file)
    assert read == ["fleet.db"]


def edit(path):
    path.write_bytes(b"CONTENT")


def edit_and_set_back(path):
    before = path.stat()
    path.write_bytes(b"CONTENT")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace(path):
    before = path.stat()
    other = path.with_name("other")
    other.write_bytes(b"CONTENT")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


def append(path):
    with path.open("ab") as file:
        file.write(b"more")


@pytest.mark.parametrize("change", [edit, edit_and_set_back, replace, append])
def test_a_change_is_seen(store, file, change):
    known = KnownFiles(store)
    before = known.sha256(file)
    time.sleep(0.02)  # longer than the steps in which file systems count
    change(file)
    assert known.sha256(file) == expected(file) != before


def test_a_file_that_was_just_written_is_not_remembered(tmp_path, store):
    path = tmp_path / "fleet.db"
    path.write_bytes(b"content")
    assert KnownFiles(store).sha256(path) == expected(path)
    assert not store.exists()


@pytest.mark.parametrize(
    "damage",
    [b"", b"[]", b"\xff", b'{"fleet.db": 1}'],
)
def test_a_damaged_store_is_written_anew(store, file, read, damage):
    store.parent.mkdir()
    store.write_bytes(damage)
    for _ in range(2):
        assert KnownFiles(store).sha256(file) == expected(file)
    assert read == ["fleet.db"]
    assert str(file) in json.loads(store.read_text())


def test_a_store_that_cannot_be_written_does_no_harm(tmp_path, file):
    (tmp_path / "closed").write_text("no folder")
    known = KnownFiles(tmp_path / "closed" / "sha256.json")
    assert known.sha256(file) == expected(file)


def test_a_missing_file_is_an_error(store, tmp_path):
    with pytest.raises(FileNotFoundError):
        KnownFiles(store).sha256(tmp_path / "missing")
