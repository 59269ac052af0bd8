"""What the rules ask of the library."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from snakemake.io import local, temp

from horizonscale.artifacts.known_files import KnownFiles
from horizonscale.config.misread import file_errors
from horizonscale.pipeline import paths, resources, start
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.internals import Workflow
from horizonscale.pipeline.steps import BUILDING, steps_before
from horizonscale.pipeline.void import Results, StoredResults

_STORE = Path(".snakemake/horizonscale")

Wildcards = Any
InputFunction = Callable[[Wildcards], list[str]]


class Pipeline:
    """The steps of one run.

    Parameters
    ----------
    root : Path
        The folder of the workflow's sources.
    workflow : Workflow
        Snakemake's.
    config : mapping
        What Snakemake was given.
    """

    def __init__(
        self, root: Path, workflow: Workflow, config: Mapping[str, Any]
    ) -> None:
        self._root = root
        self._workflow = workflow
        self._is_main = workflow.is_main_process
        # Of the module that reads this Snakefile: its prefix, and the storage.
        self._located: Callable[[str], str] = workflow.modifier.modify_path
        if self._is_main:
            start.refuse_path(Path(self._located(paths.RESULTS)).absolute())
        errors = file_errors(root / "config" / "config.yaml") if self._is_main else []
        # A job gets what its main process has checked; as a module the workflow gets
        # its config from the host, which answers for its own files and arguments.
        if self._is_main and start.is_main_snakefile(root, workflow.main_snakefile):
            errors = start.given_errors(
                (root / "config" / "config.yaml").resolve(),
                workflow.config_settings,
                sys.argv[1:],
            )
        passed = _STORE / "configs"
        self.steps = ConfiguredSteps(root, start.resolved(config, root, errors, passed))
        self.settings = self.steps.settings
        storage = workflow.storage_settings
        self._is_stored = storage.default_storage_provider is not None

    def config(self, step: str) -> Callable[[Wildcards], str]:
        """Return a param: the part of the config that a step reads.

        A function, since Snakemake takes {words} in a plain text for wildcards, and a
        name may hold such words.
        """
        text = self.steps.config(step)
        return lambda wildcards: text

    def digest(self, step: str) -> Callable[[Wildcards], str]:
        """Return a param: the digest of all that the result of a step depends on."""

        def digest(wildcards: Wildcards) -> str:
            with start.refused_if_unreadable():
                return self.steps.digest(step)

        return digest

    def shard_digest(self, wildcards: Wildcards) -> str:
        """Return the digest of a shard: another number cuts them otherwise."""
        digest = self.digest("seed_shard")(wildcards)
        return f"{digest} {wildcards.shard} of {wildcards.shards}"

    def shard_minutes(self, wildcards: Wildcards) -> int:
        """Return the minutes that a shard may take."""
        return resources.shard_minutes(self.settings, int(wildcards.shards))

    def files(self, step: str) -> InputFunction:
        """Return an input function: what a step reads of SQL and templates.

        Relative to the working directory, which keeps the comparison by content that
        workflow.source_path() loses; local, so that a module's prefix and a storage
        provider leave them alone.
        """

        def files(wildcards: Wildcards) -> list[str]:
            if self._is_main:
                start.require_packages(step, self._root)
            with start.refused_if_unreadable():
                names = self.steps.sources.files(step)
            return [local(os.path.relpath(self._root / name)) for name in names]

        return files

    def sources(self, step: str) -> InputFunction:
        """Return an input function: the same, once the step's marker was looked at.

        Snakemake calls it for just those rules that a run asks for: what is void is
        forced to run. Nothing is deleted, so a dry run tells the truth and changes
        nothing. What follows a void step runs again by itself, and is told to run for
        that reason.
        """

        def sources(wildcards: Wildcards) -> list[str]:
            found = self.files(step)(wildcards)
            if self._is_main:
                self.digest(step)(wildcards)  # read, or refused, before results are
                self._force_void(step, wildcards)
            return found

        return sources

    def step_file(self, path: str) -> str:
        """Return a file of a step as an output, temporary if the config says so."""
        removed: str = temp(path)
        return removed if self.settings.step_files == "removed" else path

    def shards(self, suffix: str) -> list[str]:
        """Return that file of every shard; none if one job makes the hosts."""
        count = self.settings.shards
        return [
            paths.SHARD.format(shard=shard, shards=count) + suffix
            for shard in range(1, count + 1)
            if count > 1
        ]

    def stored_database(self) -> dict[str, str]:
        """Return what was published as outputs, if outputs go to a storage provider.

        Only declared outputs are uploaded. In a folder the database must not be one:
        Snakemake deletes them before a job runs, and the last good database would go.
        """
        if not self._is_stored:
            return {}
        return {"database": paths.DATABASE, "checksum": paths.CHECKSUM}

    def stored_results(self) -> list[str]:
        """Return what a reader of the database has to fetch from a storage provider."""
        markers = [paths.marker(step) for step in (*BUILDING, "genesis")]
        return [*self.stored_database().values(), *markers] if self._is_stored else []

    def receipt(self, wildcards: Wildcards) -> str:
        """Return a param: where the receipt is."""
        return str(self._located(paths.marker("genesis")))

    # What is void is looked at once, before any job runs.
    @cached_property
    def _is_void(self) -> Callable[[str], bool]:
        return cache(self._results.is_void)

    @cached_property
    def _is_marker_void(self) -> Callable[[str, str], bool]:
        return cache(self._results.is_marker_void)

    @cached_property
    def _results(self) -> Results | StoredResults:
        if self._is_stored:
            return StoredResults(self._located, self.steps)
        known = KnownFiles(_STORE / "sha256.json")
        return Results(self._located, self.steps, known.sha256)

    def _force_void(self, step: str, wildcards: Wildcards) -> None:
        if step == "seed_shard":
            shard, shards = int(wildcards.shard), int(wildcards.shards)
            if shard > shards:
                start.refuse(f"There is no shard {shard} of {shards}.")
            marker = paths.SHARD.format(shard=shard, shards=shards) + ".json"
            digest = self.shard_digest(wildcards)
            is_void = self._is_marker_void(marker, digest)
        else:
            marker = paths.marker(step)
            is_void = self._is_void(step) and not any(
                map(self._is_void, steps_before(step))
            )
        if is_void:
            self._workflow.dag.forcefiles.add(str(self._located(marker)))
