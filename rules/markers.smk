"""Functions for the rules: markers, what voids them, and what was published."""

from types import SimpleNamespace

from horizonscale import exported, markers, publication, recorded, step_files
from horizonscale.known_files import KnownFiles


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
            require(STEP_TOOLS, "The steps need", "genesis")
            void = _is_void(step, wildcards)
            if void and not any(map(_is_void, steps.steps_before(step))):
                workflow.dag.forcefiles.add(_marker(step, wildcards))
            if step == "genesis":
                _show_plan(_first_step(void))
        return files

    return declared_and_checked


def step_markers():
    """Return the markers of the steps that build the database."""
    return [_marker(step) for step in ("db_create", "schema", "seed_hosts", "calendar")]


def published_receipt():
    """Return the path of the receipt of what was published."""
    return _marker("genesis")


def published_database():
    """Return the path of the published database."""
    return str(publication.published_path(Path(_marker("genesis"))))


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
    return [*published, *rules.audit.input.markers]


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
    if step in ("export", "report"):
        return not _is_as_written(step, marker)
    if step == "seed_shard":
        return False
    database = Path(str(output.database))
    digest = step_digest(step)
    return database.exists() and not step_files.is_as_left(database, digest, _sha256)


def _is_as_written(step, marker):
    """Whether the files that were made of the published database are as they were."""
    folder, names = marker.parent.parent, REPORT_FILES
    if step == "export":
        folder, names = exported.exported_folder(marker), exported.exported_names()
    audit = Path(str(rules.audit.output.report))
    return recorded.is_whole(marker, audit, folder, names)


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
        and publication.is_intact(publication.published_path(receipt), sealed, _sha256)
    )


def _sha256(path):
    """Return the SHA-256 of a file, which is read only if it changed since the last run.

    A dry run changes nothing, so it remembers nothing.
    """
    store = Path(".snakemake/horizonscale/sha256.json")
    return KnownFiles(store, remember=not workflow.dryrun).sha256(path)


def _is_stored():
    return workflow.storage_settings.default_storage_provider is not None


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
