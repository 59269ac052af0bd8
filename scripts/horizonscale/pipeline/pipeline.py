"""What the rules ask of the library."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from snakemake.io import local

from horizonscale.artifacts.files import write_text
from horizonscale.artifacts.known_files import KnownFiles
from horizonscale.config.errors import ErrorDetails
from horizonscale.pipeline import paths, resources, start
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.internals import Workflow
from horizonscale.pipeline.outputs import Outputs
from horizonscale.pipeline.published import only_reads, refuse_another
from horizonscale.pipeline.steps import steps_before
from horizonscale.pipeline.void import Results, StoredResults, read

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
            results = Path(self._located(paths.RESULTS)).absolute()
            start.refuse_path(results, os.path.relpath(root))
        self._is_alone = start.is_alone(root, workflow)
        errors = start.known_errors(root, workflow)
        self._given = ConfiguredSteps(root, self._resolved(config, errors))
        self._is_given = bool(config)
        self.settings = self._given.settings
        storage = workflow.storage_settings
        self._is_stored = storage.default_storage_provider is not None
        self.outputs = Outputs(self.settings, stored=self._is_stored)

    @cached_property
    def steps(self) -> ConfiguredSteps:
        """The steps, by the config of the run: asked for once its targets are known."""
        if not (self._is_alone and only_reads(self._workflow)):
            return self._given
        receipt = read(self._located, paths.marker("genesis"), stored=self._is_stored)
        config = receipt.get("config") if receipt else None
        if config is None:
            return self._given
        if self._is_given:
            refuse_another(config, self._given.config("audit"))
            return self._given
        # For the jobs, which are told of config files and not of what is in them.
        file = _STORE / "published.json"
        write_text(file, config, durable=False)
        self._workflow.config_settings.configfiles = [file.absolute()]
        return ConfiguredSteps(self._root, self._resolved(json.loads(config), []))

    def config(self, step: str) -> Callable[[Wildcards], str]:
        """Return a param: the part of the config that a step reads.

        A function, since Snakemake takes {words} in a plain text for wildcards, and a
        name may hold such words.
        """
        return lambda wildcards: self.steps.config(step)

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

    def shards(self, suffix: str) -> list[str]:
        """Return that file of every shard; none if one job makes the hosts."""
        count = self.settings.shards
        return [
            paths.SHARD.format(shard=shard, shards=count) + suffix
            for shard in range(1, count + 1)
            if count > 1
        ]

    def database(self, wildcards: Wildcards) -> str:
        """Return a param: where the published database is."""
        return str(self._located(paths.DATABASE))

    def _resolved(
        self, config: Mapping[str, Any], errors: Sequence[ErrorDetails]
    ) -> str:
        return start.resolved(config, self._root, errors, _STORE / "configs")

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
