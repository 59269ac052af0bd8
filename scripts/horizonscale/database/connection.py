"""DuckDB files: opening, and building the database of a step."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from horizonscale.artifacts.files import copy_file, replaced_atomically

# No extension is needed, and none may be fetched.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
KEY_OF_HOSTS = "-- key of hosts"
# Of the memory of a job; DuckDB's buffers beside it and Python need the rest.
SHARE_OF_DUCKDB = 0.75


def connect(
    path: Path,
    *,
    read_only: bool = False,
    threads: int = 1,
    job_memory_mb: int | None = None,
    spill: Path | None = None,
) -> duckdb.DuckDBPyConnection:
    """Open a database file.

    Parameters
    ----------
    path : Path
    read_only : bool
    threads : int
    job_memory_mb : int, optional
        The memory of the job, in megabytes: DuckDB keeps to its share of it, so that a
        large file does not fill a small job. Without it DuckDB takes what it likes.
    spill : Path, optional
        The folder for what does not fit into memory; for a file DuckDB picks one beside
        it.
    """
    config = {**_SETTINGS, "threads": str(threads)}
    if job_memory_mb is not None:
        config["memory_limit"] = f"{int(SHARE_OF_DUCKDB * job_memory_mb)}MB"
    if spill is not None:
        config["temp_directory"] = str(spill)
    return duckdb.connect(str(path), read_only=read_only, config=config)


@contextmanager
def new_database(
    target: Path, storage_version: str, *, durable: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Create a database of a storage version; it appears when all went well."""
    config = {**_SETTINGS, "storage_compatibility_version": storage_version}
    with replaced_atomically(target, durable=durable) as temporary:
        connection = duckdb.connect(str(temporary), config=config)
        yield from _committed(connection)


@contextmanager
def next_database(
    source: Path, target: Path, *, threads: int = 1
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Add to a copy of a database, in one transaction; it appears when all went well.

    The source is not changed, and a failure leaves nothing.
    """
    with replaced_atomically(target) as temporary:
        copy_file(source, temporary)
        yield from _committed(connect(temporary, threads=threads))


def insert(connection: duckdb.DuckDBPyConnection, statement: str, rows: object) -> None:
    """Run a statement that inserts from ``rows``.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    statement : str
        SQL that reads the relation ``rows``.
    rows : object
        A Polars frame or a reader of Arrow batches.
    """
    connection.register("rows", rows)
    try:
        connection.execute(statement)
    finally:
        with suppress(duckdb.Error):  # after a failure, whose cause is raised
            connection.unregister("rows")


def tables_ddl(ddl: str, keys: str) -> str:
    """Return the DDL for ``keys: enforced`` or, without keys of hosts, ``audited``."""
    if keys == "enforced":
        return ddl
    lines = ddl.splitlines(keepends=True)
    return "".join(line for line in lines if not line.rstrip().endswith(KEY_OF_HOSTS))


def _committed(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[duckdb.DuckDBPyConnection]:
    with connection:
        connection.begin()
        yield connection
        connection.commit()
        connection.execute("CHECKPOINT")
