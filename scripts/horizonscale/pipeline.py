"""What the rules ask of the library.

It is given what it needs of Snakemake, and touches three of its internals, each for a
promise: the forced files of a run, since Snakemake trusts its own records of what is up
to date; the object of a stored output, since a marker in a bucket is void as any other
is; and the parsed options of the config, since Snakemake drops some without a word.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from snakemake.io import local, temp

from horizonscale import markers, publication, start
from horizonscale.configured import ConfiguredSteps
from horizonscale.known_files import KnownFiles
from horizonscale.results import Results
from horizonscale.steps import steps_before

_STORE = Path(".snakemake/horizonscale")
SHARD = "results/steps/shards/{shard}-of-{shards}"

Wildcards = Any
InputFunction = Callable[[Wildcards], list[str]]


class Workflow(Protocol):
    """What is used of Snakemake's workflow."""

    is_main_process: bool
    main_snakefile: str
    dryrun: bool
    config_settings: start.GivenConfig
    storage_settings: Any
    dag: Any


class Pipeline:
    """The steps of one run.

    Parameters
    ----------
    root : Path
        The folder of the workflow's sources.
    workflow : Workflow
        Snakemake's.
    rules : object
        Snakemake's, with the rules of this module as attributes once they are read.
    config : mapping
        What Snakemake was given.
    """

    def __init__(
        self, root: Path, workflow: Workflow, rules: Any, config: Mapping[str, Any]
    ) -> None:
        self._root = root
        self._workflow = workflow
        self._rules = rules
        self._is_main = workflow.is_main_process
        start.refuse_another_library(root)
        faults = []
        # A job gets what its main process has checked; as a module the workflow gets
        # its config from the host, which answers for its own files and arguments.
        if self._is_main and start.is_main_snakefile(root, workflow.main_snakefile):
            start.refuse_path(Path.cwd())
            faults = start.given_faults(
                (root / "config" / "config.yaml").resolve(),
                workflow.config_settings,
                sys.argv[1:],
            )
        passed = None if workflow.dryrun else _STORE / "config.sha256"
        text = start.resolved(config, root, faults, passed)
        self.steps = ConfiguredSteps(root, text)
        self.settings = self.steps.settings
        storage = workflow.storage_settings
        self._is_stored = storage.default_storage_provider is not None
        self._is_void = cache(self._look)  # once, before any job runs

    def config(self, step: str) -> Callable[[Wildcards], str]:
        """Return a param: the part of the config that a step reads.

        A function, since Snakemake takes {words} in a plain text for wildcards, and a
        name may hold such words.
        """
        text = self.steps.config(step)
        return lambda wildcards: text

    def digest(self, step: str) -> Callable[[Wildcards], str]:
        """Return a param: the digest of all that the result of a step depends on."""
        return lambda wildcards: self._digest(step)

    def shard_digest(self, wildcards: Wildcards) -> str:
        """Return the digest of a shard: another number cuts them otherwise."""
        digest = self._digest("seed_shard")
        return f"{digest} {wildcards.shard} of {wildcards.shards}"

    def shard_minutes(self, wildcards: Wildcards) -> int:
        """Return the minutes that a shard may take: ten times what it does."""
        return 10 + self.settings.hosts // int(wildcards.shards) // 4_000_000

    def files(self, step: str) -> InputFunction:
        """Return an input function: what a step reads of SQL and templates."""

        def declared(wildcards: Wildcards) -> list[str]:
            with start.refused_if_unreadable():
                return self._local(self.steps.sources.files(step))

        return declared

    def sources(self, step: str) -> InputFunction:
        """Return an input function: the script of a step and the modules it imports.

        It also looks at the step's marker, since Snakemake calls it for just those
        rules that a run asks for: what is void is forced to run. Nothing is deleted, so
        a dry run tells the truth and changes nothing. What follows a void step runs
        again by itself, and is told to run for that reason.
        """

        def declared_and_checked(wildcards: Wildcards) -> list[str]:
            with start.refused_if_unreadable():
                if self._is_main:
                    start.require(
                        start.STEP_TOOLS, "The steps need", "genesis", self._root
                    )
                    self._force_void(step, wildcards)
                return self._local(self.steps.sources.modules(step))

        return declared_and_checked

    def report_tools(self, wildcards: Wildcards) -> list[str]:
        """Refuse a report without the packages that draw it, before anything runs."""
        start.require(start.REPORT_TOOLS, "The report needs", "report", self._root)
        return []

    def step_file(self, path: str) -> str:
        """Return a file of a step as an output, temporary if the config says so."""
        removed: str = temp(path)
        return removed if self.settings.step_files == "removed" else path

    def shards(self, suffix: str) -> list[str]:
        """Return that file of every shard; none if one job makes the hosts."""
        count = self.settings.shards
        return [
            SHARD.format(shard=shard, shards=count) + suffix
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
        database = f"results/{publication.NAME}"
        return {"database": database, "checksum": f"{database}.sha256"}

    def stored_results(self) -> list[str]:
        """Return what a reader of the database has to fetch from a storage provider."""
        if not self._is_stored:
            return []
        return [*self._rules.genesis.output, *self._rules.audit.input.markers]

    def _digest(self, step: str) -> str:
        with start.refused_if_unreadable():
            return self.steps.digest(step)

    def _local(self, names: Sequence[str]) -> list[str]:
        """Return sources as inputs.

        Relative to the working directory, which keeps the comparison by content that
        workflow.source_path() loses; local, so that a module's prefix and a storage
        provider leave them alone.
        """
        return [local(os.path.relpath(self._root / name)) for name in names]

    @cached_property
    def _results(self) -> Results:
        marker = Path(str(self._rules.db_create.output.marker))  # with any prefix
        remember = not self._workflow.dryrun  # a dry run changes nothing
        known = KnownFiles(_STORE / "sha256.json", remember=remember)
        return Results(marker.parents[1], self.steps, known.sha256)

    def _force_void(self, step: str, wildcards: Wildcards) -> None:
        marker = self._marker(step).apply_wildcards(dict(wildcards))
        if step == "seed_shard":
            if int(wildcards.shard) > int(wildcards.shards):
                start.refuse(
                    f"There is no shard {wildcards.shard} of {wildcards.shards}."
                )
            digest = self.shard_digest(wildcards)
            if self._is_stored:
                is_void = _is_void_in_storage(marker, digest)
            else:
                is_void = markers.is_void(Path(marker), digest)
        else:
            is_void = self._is_void(step) and not any(
                map(self._is_void, steps_before(step))
            )
        if is_void:
            self._workflow.dag.forcefiles.add(str(marker))

    def _look(self, step: str) -> bool:
        if self._is_stored:
            return _is_void_in_storage(self._marker(step), self._digest(step))
        return self._results.is_void(step)

    def _marker(self, step: str) -> Any:
        output = getattr(self._rules, step).output
        return output.receipt if step == "genesis" else output.marker


@cache  # once, before any job runs
def _is_void_in_storage(marker: Any, digest: str) -> bool:
    """Whether a stored marker is void; what is lost Snakemake sees by itself."""
    stored = marker.storage_object
    if not stored.exists():
        return False
    copy = Path(stored.local_path())
    copy.parent.mkdir(parents=True, exist_ok=True)
    stored.retrieve_object()
    is_void = markers.is_void(copy, digest)
    copy.unlink()
    return is_void
