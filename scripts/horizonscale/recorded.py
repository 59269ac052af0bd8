"""Files that a marker records: whether they are still what was written.

The Snakefile imports this module, so it imports nothing heavy.
"""

from collections.abc import Collection
from pathlib import Path
from typing import TypedDict

from horizonscale.files import sha256
from horizonscale.markers import read_marker


class FileFacts(TypedDict):
    """Size and SHA-256 of a file."""

    bytes: int
    sha256: str


def describe(path: Path) -> FileFacts:
    """Return what a marker records of a file."""
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def is_whole(marker: Path, audit: Path, folder: Path, names: Collection[str]) -> bool:
    """Return whether files are what their marker says, made of what an audit describes.

    Parameters
    ----------
    marker, audit : Path
    folder : Path
        Where the files are.
    names : collection of str
        All of them, as paths in the folder.
    """
    content = read_marker(marker) or {}
    recorded = content.get("files", {})
    return (
        audit.is_file()
        and content.get("audit") == sha256(audit)
        and recorded.keys() == set(names)
        and all(_is_same(folder / name, seen) for name, seen in recorded.items())
    )


def _is_same(path: Path, recorded: FileFacts) -> bool:
    # The size first: it costs nothing, and a bulk fleet has many gigabytes.
    return (
        path.is_file()
        and path.stat().st_size == recorded["bytes"]
        and sha256(path) == recorded["sha256"]
    )
