"""Text for a terminal: tables, and characters of anybody that cannot do harm there."""

import os
import sys
from collections.abc import Iterator, Sequence


def printable(text: str) -> str:
    """Return one line in which all that does not print is written as its escape.

    Control characters and marks of direction could hide or forge what stands around.
    """
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode()
        for one in text
    )


def printable_lines(text: str) -> str:
    """Return the same of each line of a text."""
    return "\n".join(map(printable, text.split("\n")))


def show(text: str) -> None:
    """Print a text; a reader that has seen enough of it is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def table_lines(
    rows: Sequence[Sequence[str]], aligned: str, indent: str = ""
) -> Iterator[str]:
    """Yield the lines of a table.

    Parameters
    ----------
    rows : sequence of rows
        All of the same number of cells.
    aligned : str
        For each column ``<`` or ``>``, the side where its text begins or ends.
    indent : str
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = zip(row, aligned, widths, strict=True)
        line = "  ".join(f"{cell:{side}{width}}" for cell, side, width in cells)
        yield f"{indent}{line}".rstrip()
