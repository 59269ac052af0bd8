"""One way to log: to the terminal and to the rule's log file, faults included."""

import logging
import sys
from pathlib import Path
from types import TracebackType


def configure_logging(log_file: str) -> logging.Logger:
    """Return a logger that writes to the terminal and, afresh, to a file.

    What no code catches is one line on the terminal and a traceback in the file.
    """
    path = Path(log_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("horizonscale")
    logger.setLevel(logging.INFO)
    to_file = logging.FileHandler(path, mode="w", encoding="utf-8")
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setFormatter(_WithoutTraceback("%(message)s"))
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


class _WithoutTraceback(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()
