"""Markers: what a step did, as JSON that is the same for the same config.

The Snakefile imports this module, so it imports nothing heavy.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from horizonscale.canonical import canonical_json
from horizonscale.files import sha256, write_text


def write_marker(path: Path, content: Mapping[str, Any]) -> None:
    """Write a marker, sealed with the SHA-256 of its content.

    One that a power cut tears breaks its seal, and its step runs again.
    """
    sealed = {**content, "seal": _seal(content)}
    text = json.dumps(sealed, indent=2, sort_keys=True) + "\n"
    write_text(path, text, durable=False)


def read_marker(path: Path) -> dict[str, Any] | None:
    """Return a marker's content, or None if it is missing, damaged or edited."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return content if content.pop("seal") == _seal(content) else None
    except (
        OSError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
    ):
        return None


def tells_of(path: Path, report: Path) -> bool:
    """Return whether the marker of the audit was written with this report."""
    try:
        return bool((read_marker(path) or {}).get("report") == sha256(report))
    except OSError:  # the job says what keeps the file from being read
        return False


def is_void(path: Path, digest: str) -> bool:
    """Return whether a marker that exists does not describe present config and sources.

    A missing marker is not void: Snakemake sees by itself that it is missing.
    """
    if not path.exists():
        return False
    marker = read_marker(path)
    return marker is None or marker.get("digest") != digest


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
