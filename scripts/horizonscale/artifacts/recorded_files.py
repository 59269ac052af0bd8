"""Files that a marker records: whether they are still what was written."""

from collections.abc import Callable, Collection
from pathlib import Path

from horizonscale.artifacts.files import sha256
from horizonscale.artifacts.markers import FileRecord, read_marker


def describe(path: Path) -> FileRecord:
    """Return the size of a file in ``bytes``, and its ``sha256``."""
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def is_whole(
    marker: Path,
    audit: Path,
    folder: Path,
    names: Collection[str],
    hashed: Callable[[Path], str] = sha256,
) -> bool:
    """Return whether files are what their marker says, made of what an audit describes.

    Parameters
    ----------
    marker, audit : Path
    folder : Path
        Where the files are.
    names : collection of str
        All of them, as paths in the folder.
    hashed : callable
        Returns the SHA-256 of a file.
    """
    content = read_marker(marker)
    if content is None or not audit.is_file():
        return False
    recorded = content["files"]
    return (
        content["audit"] == sha256(audit)
        and recorded.keys() == set(names)
        and all(
            _is_same(folder / name, seen, hashed) for name, seen in recorded.items()
        )
    )


def _is_same(path: Path, recorded: FileRecord, hashed: Callable[[Path], str]) -> bool:
    try:
        # The size first: it costs nothing, and a bulk fleet has many gigabytes.
        return (
            path.is_file()
            and path.stat().st_size == recorded["bytes"]
            and hashed(path) == recorded["sha256"]
        )
    except OSError:  # the job says what keeps the file from being read
        return False
