"""Step databases: known again as the files that their steps left, or not used.

A marker is the same for the same config, and a file of DuckDB is not, so a marker
cannot tell it. Beside each step database stands its seal, which can. The Snakefile
imports this module, so it imports nothing heavy.
"""

import json
from pathlib import Path
from typing import Any

from horizonscale.files import sha256, write_text

_KEYS = {"digest", "mtime_ns", "sha256", "size"}


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
    _wal(database).unlink(missing_ok=True)  # of the file that had the name before
    content = {
        "digest": digest,
        "mtime_ns": database.stat().st_mtime_ns,
        "sha256": sha256(database),
        "size": database.stat().st_size,
    }
    text = json.dumps(content, indent=2, sort_keys=True) + "\n"
    # Not durable: with a torn one, the step runs again.
    write_text(seal_path(database), text, durable=False)


def sealed_sha256(database: Path) -> str | None:
    """Return the SHA-256 that a step database was sealed with, if its seal is there."""
    content = _read_seal(database)
    return None if content is None else str(content["sha256"])


def is_as_left(database: Path, digest: str) -> bool:
    """Return whether a step database is the one that its step sealed.

    A file of the size and the time that it was left with is not read, so that a look
    at a large fleet stays cheap; what is published is.
    """
    content = _read_seal(database)
    try:
        now = database.stat()
        if content is None or content["digest"] != digest:
            return False
        if content["size"] != now.st_size or _wal(database).exists():
            return False  # in a WAL wait changes of somebody else
        if content["mtime_ns"] == now.st_mtime_ns:
            return True
        return bool(content["sha256"] == sha256(database))
    except OSError:
        return False


def _read_seal(database: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(seal_path(database).read_text(encoding="utf-8"))
        return content if content.keys() == _KEYS else None
    except (OSError, ValueError, AttributeError, RecursionError):
        return None


def _wal(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")
