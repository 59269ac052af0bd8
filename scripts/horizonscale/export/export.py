"""The published database as files that every tool reads."""

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from horizonscale.artifacts.files import replaced_atomically, write_text
from horizonscale.artifacts.markers import FileRecord, Fingerprint
from horizonscale.artifacts.publication import is_intact
from horizonscale.artifacts.recorded_files import describe
from horizonscale.database.catalogue import SQL as CATALOGUE_SQL
from horizonscale.database.catalogue import catalogue
from horizonscale.database.connection import connect
from horizonscale.export.data_package import data_package
from horizonscale.export.files import (
    DATA_PACKAGE,
    FORMATS,
    exported_names,
    table_file,
)
from horizonscale.tables.names import ALL_TABLES

_COPY = {file_format: f"copy_{file_format}" for file_format in FORMATS}
_ROWS, _SOURCES = "portable_rows", "sources"
SQL = (*CATALOGUE_SQL, *_COPY.values(), _ROWS, _SOURCES)

# By the position in the fleet, in which the table lies, and not by the UUID.
_ORDER = {"hosts": ["host_index"]}


class NotPublishedError(RuntimeError):
    """The database cannot be exported as it is."""


def export(
    database: Path,
    folder: Path,
    sql: Mapping[str, str],
    audited: Mapping[str, Fingerprint],
    *,
    threads: int = 1,
    job_memory_mb: int = 2000,
) -> dict[str, FileRecord]:
    """Write every table as CSV and Parquet, with a data package.

    Each file appears whole or not at all, and the data package last: a folder without
    it is none. The files are the same for the same database and version of DuckDB.

    Parameters
    ----------
    database : Path
        The published database; it is only read.
    folder : Path
        It is made if it is not there.
    sql : mapping
        Texts of the files named by ``SQL``, by their names without the ending.
    audited : mapping
        Rows and fingerprint of each table, as the audit saw them.
    threads : int
    job_memory_mb : int
        The memory of the job; what DuckDB's share does not hold goes to disk beside the
        database.

    Returns
    -------
    dict
        Size and hash of each file, by its name in the folder.

    Raises
    ------
    NotPublishedError
        If the database is missing, was changed since its publication, is open for
        writing, or does not hold what the audit saw.
    """
    if not is_intact(database):
        raise NotPublishedError(
            f"{database} is not what was published: run genesis first. Nothing was"
            " exported."
        )
    try:
        connection = connect(
            database, read_only=True, threads=threads, job_memory_mb=job_memory_mb
        )
    except duckdb.IOException as error:
        reason = str(error).partition("\n")[0]
        raise NotPublishedError(
            f"{database} cannot be read: {reason}\nClose what writes to it, and run"
            " again. Nothing was exported."
        ) from None
    (folder / DATA_PACKAGE).unlink(missing_ok=True)
    relations = catalogue(sql)
    keys = {item.name: item.primary_key for item in relations} | _ORDER
    with connection:
        for table in ALL_TABLES:
            connection.execute("SET VARIABLE exported_table = $name", {"name": table})
            connection.execute("SET VARIABLE exported_key = $key", {"key": keys[table]})
            connection.execute(sql[_ROWS])
            for file_format in FORMATS:
                path = folder / table_file(table, file_format)
                rows = _copy(connection, sql[_COPY[file_format]], path)
                if rows != audited[table]["rows"]:
                    raise NotPublishedError(
                        f"{table} in {database} has {rows:,} rows, and had"
                        f" {audited[table]['rows']:,} when it was audited: run genesis."
                    )
        sources = [row[0] for row in connection.execute(sql[_SOURCES]).fetchall()]
    *names, _ = exported_names()
    files = {name: describe(folder / name) for name in names}
    package = data_package(relations, files, audited, sources)
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    write_text(folder / DATA_PACKAGE, text)
    return {**files, DATA_PACKAGE: describe(folder / DATA_PACKAGE)}


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    """Write the rows of ``exported_rows``; return their number."""
    with replaced_atomically(path) as temporary:
        [(rows,)] = connection.execute(sql, {"path": str(temporary)}).fetchall()
    return int(rows)
