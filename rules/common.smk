"""Functions for the rules: settings, sources of a step, params."""

import importlib.metadata
import os
import sys
from functools import cache
from pathlib import Path

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
