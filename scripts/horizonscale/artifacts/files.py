"""Files that appear whole or not at all."""

import fcntl
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

FICLONE = 0x40049409  # ioctl of Linux: share the blocks of a file (reflink)
_SUFFIX = ".partial"
_UNIQUE = "[0-9]*-????????"  # as a pattern: process number and eight random digits


@contextmanager
def replaced_atomically(target: Path, *, durable: bool = True) -> Iterator[Path]:
    """Yield a temporary path whose file takes the target's name when all went well.

    The temporary file stands in the same folder, under a name that no other process
    has. What an earlier, killed process left of the same target is removed first.
    With ``durable`` the file and its name are on the disk before this returns; a file
    that is checked whenever it is read can do without that.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(target)
    unique = f"{os.getpid()}-{secrets.token_hex(4)}"
    temporary = target.parent / f".{target.name}.{unique}{_SUFFIX}"
    try:
        yield temporary
        if durable:
            sync(temporary)
        temporary.replace(target)
        if durable:
            sync(target.parent)
    finally:
        remove_leftovers(target)


def remove_leftovers(target: Path) -> None:
    """Remove temporary files of a target, with what DuckDB keeps beside them."""
    for path in target.parent.glob(f".{target.name}.{_UNIQUE}{_SUFFIX}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def write_text(target: Path, text: str, *, durable: bool = True) -> None:
    """Write a text file that appears whole or not at all."""
    with replaced_atomically(target, durable=durable) as temporary:
        temporary.write_text(text, encoding="utf-8")


def read_texts(paths: Iterable[str | Path]) -> dict[str, str]:
    """Return the texts of files, by their names without the ending."""
    return {path.stem: path.read_text(encoding="utf-8") for path in map(Path, paths)}


def copy_file(source: Path, target: Path) -> None:
    """Copy a file, sharing its blocks where the file system can."""
    if sys.platform == "linux":
        try:
            with source.open("rb") as old, target.open("wb") as new:
                fcntl.ioctl(new.fileno(), FICLONE, old.fileno())
            return
        except OSError:
            pass  # another file system, or one without reflinks
    shutil.copyfile(source, target)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def wal_path(database: Path) -> Path:
    """Return the path of the log in which changes of a database wait."""
    return database.with_name(f"{database.name}.wal")


def sync(path: Path) -> None:
    """Have a file or folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
