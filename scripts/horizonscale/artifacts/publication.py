"""Write, audit, publish: the one way in which a database gets its public name.

Beside the published file stands its SHA-256 in the format of ``sha256sum``.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from horizonscale.artifacts.files import (
    copy_file,
    replaced_atomically,
    sha256,
    sync,
    wal_path,
    write_text,
)

NAME = "horizonscale_synth.db"


class OpenForWritingError(RuntimeError):
    """The published database is being changed by another process."""


def published_path(receipt: Path) -> Path:
    """Return the path of the published database that goes with a receipt."""
    return receipt.parent.parent / NAME


def receipt_path(database: Path) -> Path:
    """Return the path of the receipt that goes with a published database."""
    return database.parent / "markers" / "genesis.json"


def is_intact(
    database: Path,
    origin: str | None = None,
    hashed: Callable[[Path], str] = sha256,
) -> bool:
    """Return whether a published file is there and is what was published.

    Parameters
    ----------
    database : Path
    origin : str, optional
        SHA-256 of the file that it was published from. Without it, a file that was put
        in its place together with its own checksum passes for intact.
    hashed : callable
        Returns the SHA-256 of a file.
    """
    try:
        if not database.is_file() or wal_path(database).exists():
            return False
        digest = hashed(database)
        return _published_hashes(database) == [digest] and origin in (None, digest)
    except OSError:  # the job says what keeps the file from being read
        return False


class ChangedCandidateError(RuntimeError):
    """The database is not the one that was audited."""

    def __init__(self, candidate: Path) -> None:
        super().__init__(
            f"{candidate} has changed since it was made. Nothing was published. Remove"
            " it and run again: it is made again."
        )


def publish(candidate: Path, database: Path, sealed: str) -> Path | None:
    """Give a copy of an audited database the public name, in one atomic rename.

    A file of that name which was changed since its publication is kept aside first.

    Parameters
    ----------
    candidate, database : Path
    sealed : str
        SHA-256 of the audited file. It is the copy that is compared with it, so that no
        moment is left in which somebody could put another file in place.

    Returns
    -------
    Path or None
        Where the changed file was kept, if there was one.

    Raises
    ------
    ChangedCandidateError
        If the candidate is another file by now.
    OpenForWritingError
        If another process has the published file open for writing.
    """
    present, kept = [], None
    if database.exists():
        _refuse_if_written_to(database)
        present = [sha256(database)]
        published = {*_published_hashes(database), sealed}
        if wal_path(database).exists() or present[0] not in published:
            kept = _keep_aside(database)
    with replaced_atomically(database) as temporary:
        copy_file(candidate, temporary)
        if sha256(temporary) != sealed:
            raise ChangedCandidateError(candidate)
        # Both hashes, until the rename is through: a kill in between must not make
        # either file look like one that somebody changed.
        _write_hashes(database, [sealed, *present])
    _write_hashes(database, [sealed])
    return kept


def _keep_aside(database: Path) -> Path:
    """Give a changed file a second name under ``kept/``; the first stays for now."""
    wal = wal_path(database)
    digest = sha256(database)
    if wal.exists():
        digest = hashlib.sha256(f"{digest}{sha256(wal)}".encode()).hexdigest()
    kept = database.parent / "kept" / f"{database.stem}-{digest[:16]}{database.suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        try:
            os.link(database, kept)
        except OSError:  # a file system without hard links
            with replaced_atomically(kept) as temporary:
                copy_file(database, temporary)
    if wal.exists():
        wal.replace(wal_path(kept))
    sync(kept.parent)
    return kept


def _refuse_if_written_to(database: Path) -> None:
    """DuckDB locks a file it may write to, so a shared lock is not to be had then."""
    with database.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            raise OpenForWritingError(
                f"{database} is open for writing in another process: close it and run"
                " again. Nothing was published and nothing was changed."
            ) from None


def _hash_file(database: Path) -> Path:
    return database.with_name(f"{database.name}.sha256")


def _published_hashes(database: Path) -> list[str]:
    """Return what was published under the name, newest first."""
    try:
        lines = _hash_file(database).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.partition(" ")[0] for line in lines]


def _write_hashes(database: Path, hashes: list[str]) -> None:
    lines = [f"{digest}  {database.name}\n" for digest in hashes]
    # Not durable: without it, or with a torn one, the file is published once more.
    write_text(_hash_file(database), "".join(lines), durable=False)
