"""Progress of long work, shown on a terminal and nowhere else."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TextIO, TypeVar

import duckdb

LONG_S = 10.0  # work that takes less goes without
SETTLED_S = 1.0  # before that no rate is to be trusted
BETWEEN_S = 0.2

Batch = TypeVar("Batch", bound=Sized)


def shown(
    batches: Iterable[Batch],
    total: int,
    what: str,
    *,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Batch]:
    """Yield batches, and show how many rows are done, their rate and the time left.

    Parameters
    ----------
    batches : iterable of sized objects
        The length of each is its number of rows.
    total : int
        Number of rows of all batches.
    what : str
        What the rows are, for people.
    stream : file, optional
        Where to write; standard error unless given. Nothing is written to a file that
        is not a terminal, nor if the work seems to take no longer than ``LONG_S``.
    clock : callable
        Returns the time in seconds.
    """
    stream = stream or sys.stderr
    if not stream.isatty():
        yield from batches
        return
    start = last = clock()
    done = width = 0
    try:
        for batch in batches:
            yield batch
            done += len(batch)
            now = clock()
            elapsed = now - start
            if (
                elapsed < SETTLED_S
                or now - last < BETWEEN_S
                or elapsed * total <= LONG_S * done
            ):
                continue
            last = now
            line = progress_line(what, done, total, elapsed)
            stream.write(f"\r{line:<{width}}")
            stream.flush()
            width = max(width, len(line))
    finally:
        if width:
            stream.write(f"\r{'':<{width}}\r")
            stream.flush()


def progress_line(what: str, done: int, total: int, elapsed_s: float) -> str:
    """Return one line: how much is done, how fast, and how long it will still take."""
    rate = done / elapsed_s
    minutes, seconds = divmod(round((total - done) / rate), 60)
    return (
        f"{what}: {done:,} of {total:,}, {rate:,.0f} a second,"
        f" {minutes}:{seconds:02} left"
    )


def show_duckdb_bar(connection: duckdb.DuckDBPyConnection) -> None:
    """Have DuckDB show a bar of its own for long statements.

    It writes to standard output, so both that and standard error must be a terminal.
    """
    if sys.stdout.isatty() and sys.stderr.isatty():
        connection.execute("SET enable_progress_bar = true")
        connection.execute("SET progress_bar_time = 10000")  # LONG_S in milliseconds
