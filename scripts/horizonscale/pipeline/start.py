"""The start of a run: what is refused before anything is touched."""

import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from horizonscale.config.errors import ConfigError, ErrorDetails
from horizonscale.config.misread import argument_errors, file_errors
from horizonscale.config.repeated_options import profile_files, repetition_errors
from horizonscale.config.resolve import resolve
from horizonscale.console.text import printable_lines
from horizonscale.pipeline.internals import Workflow

# Modules that steps and the report import, and the packages that bring them.
STEP_PACKAGES = {
    name: name for name in ("duckdb", "faker", "numpy", "polars", "pyarrow", "tqdm")
}
REPORT_PACKAGES = {
    "altair": "altair",
    "jinja2": "jinja2",
    "vl_convert": "vl-convert-python",
}
# DuckDB takes one for the start of a query, and looks for the log of a database beside
# another folder then; and the other for a slash.
_NOT_IN_PATHS = ("?", "\\")


def refuse(message: str) -> NoReturn:
    """End the run with a message and no traceback."""
    text = printable_lines(f"HorizonScale Genesis cannot start. {message}")
    print(text, file=sys.stderr)
    raise SystemExit(1)


def is_alone(root: Path, workflow: Workflow) -> bool:
    """Return whether this is a run of a clone by itself: no job of it, and no module.

    A job gets what its main process has checked; as a module the workflow gets its
    config from the host, which answers for its own files and arguments.
    """
    own = {(root / name).resolve() for name in ("Snakefile", "workflow/Snakefile")}
    return workflow.is_main_process and Path(workflow.main_snakefile).resolve() in own


def refuse_path(folder: Path, sources: str = "") -> None:
    """Refuse paths that DuckDB or Snakemake cannot work with.

    Parameters
    ----------
    folder : Path
        Of the results.
    sources : str
        The folder of the workflow, from the one that the run is in.
    """
    if "{" in sources:
        refuse(
            f"The path {sources} has {{ in it, which Snakemake takes for a wildcard."
            " Rename that folder, or run in the folder of the workflow."
        )
    if found := [one for one in _NOT_IN_PATHS if one in str(folder)]:
        refuse(
            f"The path {folder} has {' and '.join(found)} in it, which DuckDB cannot"
            " open files under. Move the folder, or name another with --directory."
        )


def require_packages(step: str, root: Path) -> None:
    """Refuse a run without the packages that a step needs.

    Parameters
    ----------
    step : str
    root : Path
        The folder of the workflow.
    """
    name, who, packages = "genesis", "The steps need", STEP_PACKAGES
    if step == "report":
        name, who, packages = "report", "The report needs", REPORT_PACKAGES
    missing = [
        package
        for module, package in packages.items()
        if not importlib.util.find_spec(module)
    ]
    if missing:
        lock = os.path.relpath(root / "requirements" / f"{name}.lock")
        refuse(
            f"{who} {', '.join(missing)}, which this environment lacks.\n"
            f"`make {name}` installs it; in an environment of your own:\n"
            f"pip install --requirement {lock}"
        )


def known_errors(root: Path, workflow: Workflow) -> list[ErrorDetails]:
    """Return what was dropped of the config, or misread.

    Parameters
    ----------
    root : Path
        The folder of the workflow; users change its default fleet, too.
    workflow : Workflow
        It knows what Snakemake's parser made of the command line.
    """
    if not workflow.is_main_process:
        return []
    given = workflow.config_settings
    default = (root / "config" / "config.yaml").resolve()
    if not is_alone(root, workflow):
        return file_errors(default)
    files = dict.fromkeys([default, *map(Path.resolve, given.configfiles)])
    errors = [error for path in files for error in file_errors(path)]
    errors += argument_errors(given.config_args or (), given.config)
    # Snakemake is in the folder of --directory by now, and profiles are not.
    start = os.environ.get("PWD", "") if workflow.overwrite_workdir else Path.cwd()
    command = sys.argv[1:]
    profiles = profile_files(command, Path(workflow.main_snakefile), Path(start))
    for path in profiles:
        errors += [one for one in file_errors(path) if one.top_key == "config"]
    return errors + repetition_errors(command, profiles)


def resolved(
    config: Mapping[str, Any],
    root: Path,
    errors: Sequence[ErrorDetails],
    passed: Path | None,
) -> str:
    """Return what ``resolve`` does, or refuse the config."""
    try:
        return resolve(config, root / "config", errors, passed)
    except ConfigError as error:
        refuse(str(error))


@contextmanager
def refused_if_unreadable() -> Iterator[None]:
    """Refuse a run in which a source file cannot be read."""
    try:
        yield
    except OSError as error:
        refuse(
            f"A source file is missing or unreadable: {error}.\n"
            "Restore it, for example with git checkout."
        )
