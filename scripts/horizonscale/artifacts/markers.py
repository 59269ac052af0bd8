"""Markers: what a step did, as JSON that is the same for the same config."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Required, TypedDict

from horizonscale.artifacts.canonical_json import canonical_json
from horizonscale.artifacts.files import sha256, write_text
from horizonscale.artifacts.seals import seal


class Fingerprint(TypedDict):
    """Number of rows of a table, and its fingerprint as 32 hexadecimal digits."""

    rows: int
    fingerprint: str


class FileRecord(TypedDict):
    """Size and SHA-256 of a file."""

    bytes: int
    sha256: str


class Statistics(TypedDict):
    """The figures of an audit, as ``docs/audit.schema.json`` describes them."""

    checks: int
    passed: int
    failed: int
    hosts: int | None
    days: int | None
    tables: dict[str, Fingerprint]


class Marker(TypedDict, total=False):
    """What a step did; which keys there are depends on the step."""

    step: Required[str]
    digest: Required[str]
    stream: str
    tables: Mapping[str, Fingerprint]
    database: str
    config: str
    result: str
    statistics: Statistics
    audit: str
    files: Mapping[str, FileRecord]


def write_marker(path: Path, content: Marker) -> None:
    """Write a marker, sealed with the SHA-256 of its content.

    One that a power cut tears breaks its seal, and its step runs again.
    """
    sealed = {**content, "seal": _seal(content)}
    text = json.dumps(sealed, indent=2, sort_keys=True) + "\n"
    write_text(path, text, durable=False)


def read_marker(path: Path) -> Marker | None:
    """Return a marker's content, or None if it is missing, damaged or edited."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        seal = content.pop("seal")
        marker: Marker = content
        return marker if seal == _seal(marker) else None
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None


def tells_of(path: Path, result: Path) -> bool:
    """Return whether the marker of the audit was written with this result."""
    marker = read_marker(path)
    try:
        return marker is not None and marker["result"] == sha256(result)
    except OSError:  # the job says what keeps the file from being read
        return False


def is_void(path: Path, digest: str) -> bool:
    """Return whether a marker that exists does not describe present config and sources.

    A missing marker is not void: Snakemake sees by itself that it is missing.
    """
    if not path.exists():
        return False
    marker = read_marker(path)
    return marker is None or marker["digest"] != digest


def _seal(content: Marker) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def write_step_marker(
    path: Path,
    step: str,
    digest: str,
    tables: Mapping[str, Fingerprint],
    database: Path | None = None,
    *,
    stream: str = "",
) -> None:
    """Seal the database that a step left, if any, and write the step's marker last."""
    if database is not None:
        seal(database, digest)
    content: Marker = {
        "step": step,
        "digest": digest,
        "stream": stream,
        "tables": tables,
    }
    write_marker(path, content)
