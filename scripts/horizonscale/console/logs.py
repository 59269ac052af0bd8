"""One way to log: to the terminal and to the log file of the rule, errors included."""

import logging
import os
import re
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TextIO

from horizonscale.console.text import printable_lines

STEP_WIDTH, TEXT_WIDTH = 12, 56

_RED, _YELLOW, _GREEN, _PLAIN = "\033[31m", "\033[33m", "\033[32m", "\033[0m"
_COLOURED = re.compile(r"^(FAIL\b.*|Genesis Complete)$", re.MULTILINE)

_start_s = time.monotonic()


def configure_logging(log_file: str) -> logging.Logger:
    """Return a logger that writes to the terminal and, afresh, to a file.

    What no code catches is one line on the terminal and a traceback in the file. What
    is logged as ``DEBUG`` is in the file alone.
    """
    for name in ("stdout", "stderr"):
        if (
            getattr(sys, name) is None
        ):  # closed: no database must be opened in its place
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
    path = Path(log_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("horizonscale")
    logger.setLevel(logging.DEBUG)
    to_file = logging.FileHandler(path, mode="w", encoding="utf-8")
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setLevel(logging.INFO)
    to_terminal.setFormatter(_ForTerminal(colour=wants_colour(sys.stderr)))
    logger.handlers = [to_file, to_terminal]

    def log_uncaught(
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
    ) -> None:
        logger.error(
            "%s: %s (details in %s)",
            kind.__name__,
            str(error).strip().partition("\n")[0],
            path,
            exc_info=(kind, error, traceback),
        )

    sys.excepthook = log_uncaught
    return logger


def log_step(logger: logging.Logger, step: str, text: str) -> None:
    """Log what a step did in one line, with the time since this module was loaded."""
    duration = f"{time.monotonic() - _start_s:.1f} s"
    logger.info("%s", f"{step:{STEP_WIDTH}}{text:{TEXT_WIDTH}}{duration:>10}")


def wants_colour(stream: TextIO) -> bool:
    """Return whether a stream is a terminal on which colours are welcome.

    See https://no-color.org: any ``NO_COLOR`` but an empty one says that they are not.
    """
    dumb = os.environ.get("TERM") == "dumb"
    return stream.isatty() and not dumb and not os.environ.get("NO_COLOR")


class _ForTerminal(logging.Formatter):
    """The message without a traceback, what went wrong in a colour."""

    def __init__(self, *, colour: bool) -> None:
        super().__init__()
        self._colour = colour

    def format(self, record: logging.LogRecord) -> str:
        text = printable_lines(record.getMessage())
        if not self._colour:
            return text
        if record.levelno >= logging.WARNING:
            colour = _RED if record.levelno >= logging.ERROR else _YELLOW
            return f"{colour}{text}{_PLAIN}"
        return _COLOURED.sub(_highlighted, text)


def _highlighted(match: re.Match[str]) -> str:
    colour = _RED if match[0].startswith("FAIL") else _GREEN
    return f"{colour}{match[0]}{_PLAIN}"
