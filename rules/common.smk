"""Functions for the rules: settings, sources of a step, params, refusals."""

import importlib.metadata
import importlib.util
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from snakemake.exceptions import WorkflowError

ROOT = Path(str(workflow.current_basedir)).parent
LIBRARY = ROOT / "scripts" / "horizonscale"
if not LIBRARY.is_dir():
    raise WorkflowError("From a git address, import workflow/Snakefile, not Snakefile.")
if str(LIBRARY.parent) not in sys.path:
    # Last, so that no script (calendar.py) can stand in for the standard library.
    sys.path.append(str(LIBRARY.parent))


def forget_old_bytecode():
    """Remove bytecode of the library that is older than its module.

    Python runs it if the module has the size and the time that it had, and an archive
    or a copy can bring another module with both. The last change on this disk tells.
    """
    for module in LIBRARY.glob("*.py"):
        bytecode = Path(importlib.util.cache_from_source(module))
        with suppress(OSError):
            if bytecode.stat().st_mtime_ns <= module.stat().st_ctime_ns:
                bytecode.unlink()


def refuse(message):
    """End the run before anything is touched, with a message and no traceback."""
    print(f"HorizonScale Genesis cannot start. {message}", file=sys.stderr)
    raise SystemExit(1)


forget_old_bytecode()
import horizonscale

# The digests are those of this library, so no other may do the work: neither one on
# PYTHONPATH nor that of another clone, which is in place if both are modules.
if Path(horizonscale.__file__).resolve().parent != LIBRARY.resolve():
    refuse(
        f"Python found the package horizonscale in {horizonscale.__file__},"
        f" and not in {LIBRARY}.\n"
        "Take the other one off PYTHONPATH or out of the environment. One workflow has"
        " modules of one clone only: run those of another clone by themselves."
    )

from horizonscale import steps
from horizonscale.canonical import canonical_json
from horizonscale.config_files import argument_faults, file_faults, repetition_faults
from horizonscale.folders import folder_faults
from horizonscale.report_files import PICTURES, REPORT_FILES
from horizonscale.settings import SettingsError, resolve
from horizonscale.sources import Sources
from horizonscale.terminal import make_brief

# What a module shares with its host, terminal and config files, is the host's.
IS_MODULE = Path(workflow.main_snakefile).resolve() not in {
    (ROOT / "Snakefile").resolve(),
    (ROOT / "workflow" / "Snakefile").resolve(),
}
# What a step and the report import, and the packages that bring it.
STEP_TOOLS = {name: name for name in ("duckdb", "faker", "numpy", "polars", "pyarrow")}
REPORT_TOOLS = {
    "altair": "altair",
    "jinja2": "jinja2",
    "vl_convert": "vl-convert-python",
}
SOURCES = Sources(ROOT)

if workflow.is_main_process and not IS_MODULE:
    make_brief(workflow)


def load_settings():
    """Return the settings of this run, once all that it needs is in place."""
    unfit = folder_faults(Path.cwd()) if workflow.is_main_process else []
    if unfit:
        refuse("\n".join(unfit))
    missing = steps.missing_tables(ROOT)
    if missing:
        refuse(
            f"sql/create_tables.sql does not create {', '.join(missing)}.\n"
            "Restore it, for example with git checkout."
        )
    try:
        return resolve(
            config,
            ROOT / "config" / "config.yaml",
            ROOT / "config" / "schema.yaml",
            config_faults(),
        )
    except SettingsError as error:
        refuse(str(error))


def config_faults():
    """Return what Snakemake passed over when it loaded the config of this run.

    Not in a job, which gets what its main process has checked, and not in a module:
    those files are the host's, and the module's config is a part of them.
    """
    if not workflow.is_main_process or IS_MODULE:
        return []
    return [
        *file_faults(workflow.overwrite_configfiles),
        *argument_faults(workflow.config_settings.config_args or ()),
        *repetition_faults(sys.argv),
    ]


def source(name):
    """Return a source file of the workflow as an input.

    Relative to the working directory, which keeps the comparison by content that
    workflow.source_path() loses; local, so that a module's prefix leaves it alone.
    """
    return local(os.path.relpath(ROOT / name))


def template(name):
    """Return a file that pages are made from, as an input."""
    return source(f"scripts/templates/{name}")


def caption(picture):
    """Return the file with the caption of a picture, as an input."""
    return template(f"captions/{picture}.rst")


def sql_names(step):
    """Return the SQL files of a step, relative to the workflow."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in _source_files(step)
        if path.suffix == ".sql"
    ]


def modules(step):
    """Return the script of a step and the modules it imports, as inputs."""
    return [
        source(path.relative_to(ROOT))
        for path in _source_files(step)
        if path.suffix == ".py"
    ]


def step_config(step):
    """Return a function: the part of the settings that a step reads, as canonical JSON.

    A function, since Snakemake takes {words} in a plain text for wildcards, and a name
    may hold such words.
    """
    text = canonical_json(steps.config_slice(settings, step))

    def config_slice(wildcards):
        return text

    return config_slice


@cache
def step_digest(step):
    """Return the digest of config, sources and packages of the steps up to this one."""
    earlier = steps.steps_before(step)
    before = step_digest(earlier[-1]) if earlier else ""
    try:
        return SOURCES.digest(step, settings, before, engine(step))
    except OSError as error:
        _refuse_source(step, error)


def engine(step):
    """Return the versions of the packages that a step's result can depend on."""
    packages = steps.STEPS[step].packages
    return " ".join(f"{name} {_version(name)}" for name in packages)


@cache
def _version(package):
    """Return the version of a package; what only some rules need may be missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def drawing_tools(wildcards):
    """Refuse a report without the packages that draw it, before anything runs.

    An input function, since Snakemake calls it only if a run asks for the report.
    """
    require(REPORT_TOOLS, "The report needs", "report")
    return []


def require(tools, needs, name):
    """Refuse a run without packages; ``name`` is their lock and what make calls it."""
    missing = [
        tools[module] for module in tools if not importlib.util.find_spec(module)
    ]
    if missing:
        lock = os.path.relpath(ROOT / "requirements" / f"{name}.lock")
        refuse(
            f"{needs} {', '.join(missing)}, which this environment lacks.\n"
            f"`make {name}` installs it; in an environment of your own:\n"
            f"pip install --requirement {lock}"
        )


def _source_files(step):
    try:
        return SOURCES.files(step)
    except OSError as error:
        _refuse_source(step, error)


def _refuse_source(step, error):
    refuse(
        f"A source file of the step {step} is missing or unreadable: {error}.\n"
        "Restore it, for example with git checkout."
    )
