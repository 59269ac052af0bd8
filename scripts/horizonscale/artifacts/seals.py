"""Step databases: known again as the files that their steps left, or not used.

A marker is the same for the same config, and a file of DuckDB is not, so a marker
cannot tell it. Beside each step database stands its seal, which can.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from horizonscale.artifacts.files import sha256, wal_path, write_text


class Seal(TypedDict):
    """What a seal holds."""

    digest: str
    sha256: str
    size: int


def seal_path(database: Path) -> Path:
    """Return the path of the seal of a step database."""
    return database.with_name(f"{database.name}.seal")


def seal(database: Path, digest: str) -> None:
    """Seal a finished step database.

    Parameters
    ----------
    database : Path
        It is closed and has its name.
    digest : str
        Of the config and the sources of the step and of all steps before it, so that
        the database of another config is not taken for this one.
    """
    wal_path(database).unlink(missing_ok=True)  # of the file that had the name before
    content: Seal = {
        "digest": digest,
        "sha256": sha256(database),
        "size": database.stat().st_size,
    }
    text = json.dumps(content, indent=2, sort_keys=True) + "\n"
    # Not durable: with a torn one, the step runs again.
    write_text(seal_path(database), text, durable=False)


def sealed_sha256(database: Path) -> str | None:
    """Return the SHA-256 that a step database was sealed with, if its seal is there."""
    content = _read_seal(database)
    return None if content is None else content["sha256"]


def looks_as_left(database: Path, digest: str) -> bool:
    """Return whether a step database has the seal and the size that its step left.

    It is not read: see ``is_as_left``.
    """
    content = _read_seal(database)
    try:
        return (
            content is not None
            and content["digest"] == digest
            and content["size"] == database.stat().st_size
            and not wal_path(database).exists()  # changes of somebody else wait there
        )
    except OSError:
        return False


def is_as_left(
    database: Path, digest: str, hashed: Callable[[Path], str] = sha256
) -> bool:
    """Return whether a step database is the one that its step sealed.

    Parameters
    ----------
    database : Path
    digest : str
        What it should have been sealed with.
    hashed : callable
        Returns the SHA-256 of a file.
    """
    try:
        return looks_as_left(database, digest) and (
            hashed(database) == sealed_sha256(database)
        )
    except OSError:
        return False


def _read_seal(database: Path) -> Seal | None:
    try:
        content: Seal = json.loads(seal_path(database).read_text(encoding="utf-8"))
        return content if content.keys() == Seal.__annotations__.keys() else None
    except (OSError, ValueError, AttributeError):
        return None
