"""Files appear whole or not at all, whatever their name."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from horizonscale.artifacts.files import copy_file, replaced_atomically, write_text

SCRIPTS = Path(__file__).parents[3] / "scripts"
NAMES = ["a.db", "a b 🚀"]


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_takes_its_name_when_all_went_well(tmp_path, name):
    target = tmp_path / name
    with replaced_atomically(target) as temporary:
        temporary.write_text("new", "utf-8")
        assert temporary.parent == target.parent
        assert not target.exists()
    assert content(tmp_path) == {name: "new"}


@pytest.mark.parametrize("durable", [True, False])
def test_a_durable_file_is_on_the_disk_before_its_name_and_then_that(
    tmp_path, monkeypatch, durable
):
    target = tmp_path / "a.db"
    done = []
    fsync = os.fsync

    def recorded(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        done.append((is_folder, target.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", recorded)
    write_text(target, "new", durable=durable)
    assert done == ([(False, False), (True, True)] if durable else [])


@pytest.mark.parametrize("name", NAMES)
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, name):
    target = tmp_path / name
    target.write_text("old", "utf-8")

    def fail():
        with replaced_atomically(target) as temporary:
            temporary.write_text("half", "utf-8")
            temporary.with_name(f"{temporary.name}.wal").write_text("wal", "utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert content(tmp_path) == {name: "old"}


def test_a_reader_of_the_old_file_keeps_it(tmp_path):
    target = tmp_path / "a.db"
    write_text(target, "old")
    with target.open(encoding="utf-8") as reader:
        write_text(target, "new")
        assert reader.read() == "old"
    assert target.read_text("utf-8") == "new"


@pytest.mark.parametrize("name", NAMES)
def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path, name):
    target = tmp_path / name
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "sys.path.append(sys.argv[1])\n"
        "from horizonscale.artifacts.files import replaced_atomically\n"
        "with replaced_atomically(Path(sys.argv[2])) as temporary:\n"
        "    temporary.write_text('half')\n"
        "    Path(f'{temporary}.wal').write_text('wal')\n"
        "    Path(f'{temporary}.tmp').mkdir()\n"
        "    Path(f'{temporary}.tmp/spill').write_text('spill')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    target.write_text("old", "utf-8")
    killed = subprocess.run(
        [sys.executable, "-c", program, str(SCRIPTS), str(target)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert target.read_text("utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 4
    write_text(target, "new")
    assert content(tmp_path) == {name: "new"}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("a.db", ".b.db.1-0123abcd.partial"),
        ("a.db", ".a.db.bak.1-0123abcd.partial"),
        ("a.db", "a.db.wal"),
        ("a.db", ".a.db.swp"),  # Vim has the file open
    ],
)
def test_files_of_others_are_left(tmp_path, name, other):
    (tmp_path / other).write_text("keep", "utf-8")
    write_text(tmp_path / name, "new")
    assert content(tmp_path) == {name: "new", other: "keep"}


@pytest.mark.parametrize("size", [0, 3_000_001])
def test_a_copy_is_equal_and_by_itself(tmp_path, size):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(os.urandom(size))
    original = source.read_bytes()
    copy_file(source, target)
    assert target.read_bytes() == original
    with target.open("ab") as file:
        file.write(b"more")
    assert source.read_bytes() == original
