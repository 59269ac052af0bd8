"""The exported files: their names, and whether they are what was exported.

The Snakefile imports this module, so it imports nothing heavy.
"""

from collections.abc import Mapping
from pathlib import Path

from horizonscale.files import sha256
from horizonscale.markers import read_marker
from horizonscale.tables import TABLES

EXPORTED_TABLES = ("genesis_metadata", *TABLES)
FORMATS = ("csv", "parquet")
TSBS_HOSTS = "tsbs_hosts"
TSBS_FILE = f"{TSBS_HOSTS}.csv"
DATA_CONTRACT = "datacontract.odcs.yaml"
DATA_PACKAGE = "datapackage.json"


def table_file(table: str, file_format: str) -> str:
    """Return the path of a table's file in the folder of the export."""
    return f"{file_format}/{table}.{file_format}"


def exported_names() -> list[str]:
    """Return every file in the folder of the export, in the order of writing.

    The data package is the last: where it stands, the others do.
    """
    tables = [
        table_file(table, file_format)
        for file_format in FORMATS
        for table in EXPORTED_TABLES
    ]
    return [*tables, TSBS_FILE, DATA_CONTRACT, DATA_PACKAGE]


def exported_folder(marker: Path) -> Path:
    """Return the folder of the export that goes with a marker."""
    return marker.parent.parent / "export"


def is_whole(marker: Path, audit: Path) -> bool:
    """Return whether an export is what its marker says, of what an audit describes."""
    content = read_marker(marker) or {}
    recorded = content.get("files", {})
    return (
        audit.is_file()
        and content.get("audit") == sha256(audit)
        and recorded.keys() == set(exported_names())
        and all(
            _is_same(exported_folder(marker) / name, seen)
            for name, seen in recorded.items()
        )
    )


def describe(path: Path) -> dict[str, int | str]:
    """Return the size of a file in ``bytes``, and its ``sha256``."""
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def _is_same(path: Path, recorded: Mapping[str, int | str]) -> bool:
    # The size first: it costs nothing, and a bulk fleet has many gigabytes.
    return (
        path.is_file()
        and path.stat().st_size == recorded["bytes"]
        and sha256(path) == recorded["sha256"]
    )
