"""The folder that a run works in: what would stop it halfway, found at the start.

The Snakefile imports this module, so it imports nothing heavy.
"""

import os
from collections.abc import Iterable
from pathlib import Path

# DuckDB takes one for the start of a query, and looks for the log of a database beside
# another folder then; and the other for a slash.
_NOT_IN_PATHS = ("?", "\\")
_FOLDERS = (
    ".",
    ".snakemake",
    "benchmarks",
    "logs",
    "results",
    "results/kept",
    "results/markers",
    "results/steps",
)
# What a run writes.
_FILES = ("results/*.db*", "results/*.json", "results/markers/*", "results/steps/*.db*")


def folder_faults(folder: Path) -> list[str]:
    """Return what keeps a run from working in a folder, each with the way out."""
    return [
        *_path_faults(folder),
        *(_access_faults(folder) or _file_faults(folder)),
    ]


def _path_faults(folder: Path) -> Iterable[str]:
    found = [letter for letter in _NOT_IN_PATHS if letter in str(folder)]
    if found:
        yield (
            f"The path {folder} has {' and '.join(found)} in it, which DuckDB cannot"
            " open files under. Move the folder, or name another with --directory."
        )


def _access_faults(folder: Path) -> list[str]:
    """Snakemake itself would stop at these with a traceback, some files deleted."""
    faults = []
    for name in _FOLDERS:
        path = folder / name
        if path.exists() and not path.is_dir():
            faults.append(f"{name} is no folder. Move it away.")
        elif path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            faults.append(
                f"This user cannot read and write in the folder {path}. Change its"
                " permissions, or name another folder with --directory."
            )
            break  # what is below may only seem to be missing
    return faults


def _file_faults(folder: Path) -> Iterable[str]:
    """Name folders that jobs would fail at, and at each run again."""
    for path in sorted(path for name in _FILES for path in folder.glob(name)):
        if path.is_dir():
            name = path.relative_to(folder)
            yield f"{name} is a folder, and a file has its place there. Move it away."
