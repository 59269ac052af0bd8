"""What Snakemake writes to the terminal during a run, cut down to what a user needs.

Each script says in one line what its step did. Around these lines Snakemake would
write a dozen of its own for each job; they go to its log file under ``.snakemake/log``,
which is not touched here, and stay on the terminal for whoever asks for them by
``--quiet`` or ``--verbose``. Warnings and errors are always shown.

Snakemake's profile cannot do this: ``quiet: all`` would hide errors as well, any less
leaves two lines for each job, and both would also cut down dry runs.
"""

import copy
import logging
from typing import Any

from horizonscale.logs import wants_colour

FILES_SHOWN = 3

# By their event, as snakemake_interface_logger_plugins.common.LogEvent names them.
_EVENTS = {
    "workflow_started",
    "run_info",
    "resources_info",
    "job_info",
    "job_started",
    "job_finished",
    "progress",
}
# And what has none.
_TEXTS = (
    "Building DAG of jobs",
    "Using shell:",
    "Select jobs to execute",
)


def make_brief(workflow: Any) -> None:
    """Cut down what the main process of a run writes to the terminal.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        Of Snakemake 9. Anything else is left as it is.
    """
    options = workflow.output_settings
    handler: Any  # of a class of Snakemake's
    for handler in logging.getLogger("snakemake.logging").handlers:
        if handler.name != "DefaultStreamHandler":
            continue
        handler.setFormatter(_FewFiles(handler.formatter))
        if not wants_colour(handler.stream):
            handler.nocolor = True
        if not (options.dryrun or options.quiet or options.verbose):
            handler.addFilter(lambda record: _is_wanted(record, workflow.local_exec))


def _is_wanted(record: logging.LogRecord, local: bool) -> bool:
    """Return whether a record is shown; the lines of remote jobs are on their node."""
    if record.levelno != logging.INFO or not local:
        return True
    event = getattr(record, "event", None)
    return str(event) not in _EVENTS and not str(record.msg).startswith(_TEXTS)


class _FewFiles(logging.Formatter):
    """Snakemake's own format, but for an error without the list of all inputs."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        files = getattr(record, "input", None)
        if str(getattr(record, "event", None)) == "job_error" and files:
            more = len(files) - FILES_SHOWN
            shown = [*files[:FILES_SHOWN], *([f"and {more} more"] if more > 0 else [])]
            record = copy.copy(record)
            record.__dict__["input"] = shown
        text: str = self._inner.format(record)
        return text
