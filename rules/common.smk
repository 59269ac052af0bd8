"""Functions for the rules: settings, sources of a step, and what voids a marker."""

import importlib.metadata
import os
import sys
from functools import cache
from pathlib import Path

ROOT = Path(str(workflow.current_basedir)).parent
if str(ROOT / "scripts") not in sys.path:
    # Last, so that no script (calendar.py) can stand in for the standard library.
    sys.path.append(str(ROOT / "scripts"))

from horizonscale import markers, publication, step_files, steps
from horizonscale.canonical import canonical_json
from horizonscale.files import sha256
from horizonscale.folders import folder_faults
from horizonscale.settings import SettingsError, resolve


def refuse(message):
    """End the run before anything is touched, with a message and no traceback."""
    print(f"HorizonScale Genesis cannot start. {message}", file=sys.stderr)
    raise SystemExit(1)


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
            config, ROOT / "config" / "config.yaml", ROOT / "config" / "schema.yaml"
        )
    except SettingsError as error:
        refuse(str(error))


def source(name):
    """Return a source file of the workflow as an input.

    Relative to the working directory, which keeps the comparison by content that
    workflow.source_path() loses; local, so that a module's prefix leaves it alone.
    """
    return local(os.path.relpath(ROOT / name))


def sql_names(step):
    """Return the SQL files of a step, relative to the workflow."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in _source_files(step)
        if path.suffix == ".sql"
    ]


def sources(step):
    """Return an input function: the script of a step and the modules it imports.

    It also looks at the step's marker, since Snakemake calls it for just those rules
    that a run asks for: a marker that does not describe the present config, sources
    and result is void, whatever Snakemake itself remembers, and its rule is forced to
    run. Nothing is deleted, so a dry run tells the truth and changes nothing. What
    follows a void step runs again by itself, and is told to run for that reason.
    """
    files = [
        source(path.relative_to(ROOT))
        for path in _source_files(step)
        if path.suffix == ".py"
    ]

    def declared_and_checked(wildcards):
        if workflow.is_main_process and _is_void(step):
            if not any(map(_is_void, steps.steps_before(step))):
                workflow.dag.forcefiles.add(_marker(step))
        return files

    return declared_and_checked


def step_config(step):
    """Return the part of the settings that a step reads, as canonical JSON."""
    return canonical_json(steps.config_slice(settings, step))


@cache
def step_digest(step):
    """Return the digest of the config and the sources of the steps up to this one."""
    earlier = steps.steps_before(step)
    before = step_digest(earlier[-1]) if earlier else ""
    try:
        return steps.digest(ROOT, step, settings, before)
    except OSError as error:
        _refuse_source(step, error)


def engine(*packages):
    """Return the versions of packages that a step's result can depend on."""
    return " ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)


@cache
def _source_files(step):
    try:
        return steps.source_files(ROOT, step)
    except OSError as error:
        _refuse_source(step, error)


def _refuse_source(step, error):
    refuse(
        f"A source file of the step {step} is missing or unreadable: {error}.\n"
        "Restore it, for example with git checkout."
    )


def _marker(step):
    output = getattr(rules, step).output
    return str(output.receipt if step == "genesis" else output.marker)


@cache
def _is_void(step):
    marker = Path(_marker(step))
    if not marker.exists():
        return False  # Snakemake sees that by itself.
    if markers.is_void(marker, step_digest(step)):
        return True
    output = getattr(rules, step).output
    if step == "genesis":
        return not _is_whole(marker)
    if step == "audit":
        audited = Path(str(output.report))
        described = markers.read_marker(marker).get("report")
        return audited.exists() and described != sha256(audited)
    database = Path(str(output.database))
    return database.exists() and not step_files.is_as_left(database, step_digest(step))


def _is_whole(receipt):
    """Whether a receipt has its database, and all that it was published from."""
    candidate = Path(str(rules.calendar.output.database))
    origins = [
        candidate,
        rules.audit.output.report,
        rules.audit.output.marker,
        *step_markers(),
    ]
    return all(Path(str(path)).exists() for path in origins) and publication.is_intact(
        publication.published_path(receipt), step_files.sealed_sha256(candidate)
    )


def step_markers():
    """Return the markers of the steps that build the database."""
    return [_marker(step) for step in ("db_create", "schema", "seed_hosts", "calendar")]


def published_database():
    """Return the path of the published database."""
    return str(publication.published_path(Path(_marker("genesis"))))
