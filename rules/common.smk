"""Functions for the rules: settings, sources of a step, and what voids a marker."""

import importlib.metadata
import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(str(workflow.current_basedir)).parent
if str(ROOT / "scripts") not in sys.path:
    # Last, so that no script (calendar.py) can stand in for the standard library.
    sys.path.append(str(ROOT / "scripts"))

from horizonscale import exported, markers, publication, step_files, steps
from horizonscale import plan as planning
from horizonscale.canonical import canonical_json
from horizonscale.config_files import argument_faults, file_faults
from horizonscale.folders import folder_faults
from horizonscale.report_files import PICTURES
from horizonscale.settings import SettingsError, resolve
from horizonscale.terminal import make_brief

# What a module shares with its host, terminal and config files, is the host's.
IS_MODULE = Path(workflow.main_snakefile).resolve() != (ROOT / "Snakefile").resolve()

if workflow.is_main_process and not IS_MODULE:
    make_brief(workflow)


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
    ]


def source(name):
    """Return a source file of the workflow as an input.

    Relative to the working directory, which keeps the comparison by content that
    workflow.source_path() loses; local, so that a module's prefix leaves it alone.
    """
    return local(os.path.relpath(ROOT / name))


def caption(picture):
    """Return the file with the caption of a picture, as an input."""
    return template(f"captions/{picture}.rst")


def template(name):
    """Return a file that pages are made from, as an input; it must be there.

    Snakemake would pass over a missing one in silence once the page is made.
    """
    path = f"scripts/templates/{name}"
    if not (ROOT / path).is_file():
        refuse(f"{path} is missing.\nRestore it, for example with git checkout.")
    return source(path)


def sql_names(step):
    """Return the SQL files of a step, relative to the workflow."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in _source_files(step)
        if path.suffix == ".sql"
    ]


def step_file(path):
    """Return a file of a step as an output, temporary if the config says so."""
    return temp(path) if settings["step_files"] == "removed" else path


SHARD = "results/steps/shards/{shard}-of-{shards}"


def shards(suffix):
    """Return that file of every shard, in order; none if one job makes the hosts."""
    number = settings["shards"]
    if number == 1:
        return []
    return expand(SHARD + suffix, shard=range(1, number + 1), shards=number)


def shard_digest(wildcards):
    """Return the digest of a shard: another number of shards cuts them otherwise."""
    return f"{step_digest('seed_shard')} {wildcards.shard} of {wildcards.shards}"


def shard_minutes(wildcards):
    """Return the minutes that a shard may take: ten times what it does."""
    return 10 + settings["hosts"] // int(wildcards.shards) // 4_000_000


def seeding_mb():
    """Return the memory that seed_hosts may take: indexes of keys take the most."""
    needed = planning.memory_bytes(settings, ROOT / "docs" / "performance.json")
    return max(2000, int(1.3 * needed / 1e6))


def modules(step):
    """Return the script of a step and the modules it imports, as inputs."""
    return [
        source(path.relative_to(ROOT))
        for path in _source_files(step)
        if path.suffix == ".py"
    ]


def sources(step):
    """Return an input function: the script of a step and the modules it imports.

    It also looks at the step's marker, since Snakemake calls it for just those rules
    that a run asks for: a marker that does not describe the present config, sources
    and result is void, whatever Snakemake itself remembers, and its rule is forced to
    run. Nothing is deleted, so a dry run tells the truth and changes nothing. What
    follows a void step runs again by itself, and is told to run for that reason.
    """
    files = modules(step)

    def declared_and_checked(wildcards):
        if step == "seed_shard" and int(wildcards.shard) > int(wildcards.shards):
            refuse(f"There is no shard {wildcards.shard} of {wildcards.shards}.")
        if workflow.is_main_process:
            void = _is_void(step, wildcards)
            if void and not any(map(_is_void, steps.steps_before(step))):
                workflow.dag.forcefiles.add(_marker(step, wildcards))
            if step == "genesis":
                _show_plan(_first_step(void))
        return files

    return declared_and_checked


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
    """Return the digest of the config and the sources of the steps up to this one."""
    earlier = steps.steps_before(step)
    before = step_digest(earlier[-1]) if earlier else ""
    try:
        return steps.digest(ROOT, step, settings, before)
    except OSError as error:
        _refuse_source(step, error)


def engine(*packages):
    """Return the versions of packages that a step's result can depend on."""
    return " ".join(f"{name} {_version(name)}" for name in packages)


def _version(package):
    """Return the version of a package; what only some rules need may be missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


LOCK = Path("requirements") / "report.lock"


def drawing_tools(wildcards):
    """Refuse a report without the packages that draw it, before anything runs.

    An input function, since Snakemake calls it only if a run asks for the report.
    """
    tools = {"altair": "altair", "jinja2": "jinja2", "vl_convert": "vl-convert-python"}
    missing = [
        package
        for module, package in tools.items()
        if not importlib.util.find_spec(module)
    ]
    if missing:
        refuse(
            f"The report needs {', '.join(missing)}, which the database does not.\n"
            "`make report` installs it; in an environment of your own:\n"
            f"pip install --requirement {os.path.relpath(ROOT / LOCK)}"
        )
    return []


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


def _marker(step, wildcards=()):
    output = getattr(rules, step).output
    marker = str(output.receipt if step == "genesis" else output.marker)
    return marker.format(**dict(wildcards))


def _digest(step, wildcards):
    return shard_digest(wildcards) if step == "seed_shard" else step_digest(step)


def _is_void(step, wildcards=()):
    if _is_stored():
        return _is_void_in_storage(step, tuple(dict(wildcards).items()))
    marker = Path(_marker(step, wildcards))
    if not marker.exists():
        return False  # Snakemake sees that by itself.
    if markers.is_void(marker, _digest(step, wildcards)):
        return True
    output = getattr(rules, step).output
    if step == "genesis":
        return not _is_whole(marker)
    if step == "audit":
        return not markers.tells_of(marker, Path(str(output.report)))
    if step == "export":
        return not exported.is_whole(marker, Path(str(rules.audit.output.report)))
    if step == "seed_shard":
        return False
    database = Path(str(output.database))
    return database.exists() and not step_files.is_as_left(database, step_digest(step))


@cache  # looked at once, before any job runs
def _is_void_in_storage(step, wildcards):
    """Whether a stored marker is void; Snakemake itself sees which files are lost."""
    output = getattr(rules, step).output
    marker = output.receipt if step == "genesis" else output.marker
    stored = marker.apply_wildcards(dict(wildcards)).storage_object
    if not stored.exists():
        return False
    copy = stored.local_path()
    copy.parent.mkdir(parents=True, exist_ok=True)
    stored.retrieve_object()
    void = markers.is_void(copy, _digest(step, SimpleNamespace(**dict(wildcards))))
    copy.unlink()
    return void


def _is_whole(receipt):
    """Whether a receipt has its database, and all that it was published from."""
    candidate = Path(str(rules.calendar.output.database))
    origins = [
        rules.audit.output.report,
        rules.audit.output.marker,
        *step_markers(),
    ]
    before = Path(str(rules.seed_hosts.output.database))
    if settings["step_files"] == "kept" and before.exists():
        # Missed if it was lost alone. With both gone they were removed on purpose, and
        # another value of step_files is no reason to make them again.
        origins.append(candidate)
    sealed = step_files.sealed_sha256(candidate)
    return (
        all(Path(str(path)).exists() for path in origins)
        and sealed is not None
        and publication.is_intact(publication.published_path(receipt), sealed)
    )


def current_plan(_wildcards=None):
    """Return the plan of this run for people, and why it is refused, if it is."""
    return _plan(_first_step(_is_void("genesis")))


def _first_step(genesis_is_void):
    """Return the first step that writes a whole database, None if none will run."""
    stale = [
        step
        for step in ("db_create", "schema", "seed_hosts", "calendar", "audit")
        if _is_void(step) or not Path(_marker(step)).exists()
    ]
    if not stale:
        waits = genesis_is_void or not Path(_marker("genesis")).exists()
        return "genesis" if waits else None
    return {"calendar": "calendar", "audit": "genesis"}.get(stale[0], "seed_hosts")


def _plan(first):
    """Return the plan of a run from a step on, and why it is refused, if it is."""
    folder = Path(published_database()).parent
    plan = planning.plan(settings, first, folder, ROOT / "docs" / "performance.json")
    refusal = ""
    if not plan.fits:
        refusal = planning.refusal_text(plan, settings, folder)
    return planning.plan_text(plan, folder), refusal


def _show_plan(first):
    """Show what a dry run or a bulk fleet would take; refuse what cannot fit."""
    # With a storage provider the results are somewhere else.
    if first is None or workflow.storage_settings.default_storage_provider:
        return
    text, refusal = _plan(first)
    if refusal:
        refuse(refusal)
    if workflow.dryrun or settings["hosts"] >= planning.BULK_HOSTS:
        print(text, file=sys.stderr)


def step_markers():
    """Return the markers of the steps that build the database."""
    return [_marker(step) for step in ("db_create", "schema", "seed_hosts", "calendar")]


def stored_database():
    """Return what was published as outputs, if outputs go to a storage provider.

    Only declared outputs are uploaded. In a folder the database must not be one:
    Snakemake deletes them before a job runs, and the last good database would go.
    """
    if not _is_stored():
        return {}
    database = f"results/{publication.NAME}"
    return {"database": database, "checksum": f"{database}.sha256"}


def stored_results():
    """Return what a reader of the database has to fetch from a storage provider."""
    if not _is_stored():
        return []
    published = rules.genesis.output
    return [published.database, published.checksum, *rules.audit.input.markers]


def _is_stored():
    return workflow.storage_settings.default_storage_provider is not None


def published_database():
    """Return the path of the published database."""
    return str(publication.published_path(Path(_marker("genesis"))))
