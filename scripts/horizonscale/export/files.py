"""The exported files: their names and their folder."""

from pathlib import Path

from horizonscale.tables.names import ALL_TABLES

FORMATS = ("csv", "parquet")
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
        for table in ALL_TABLES
    ]
    return [*tables, DATA_PACKAGE]


def exported_folder(marker: Path) -> Path:
    """Return the folder of the export that goes with a marker."""
    return marker.parent.parent / "export"
