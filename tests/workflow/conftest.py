"""Real runs of the workflow, each in a folder of its own."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from horizonscale.pipeline.steps import CHAIN

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("Snakefile", "config", "profiles", "rules", "scripts", "sql", "workflow")
# Of the runs: packages that only tests need slow the start of Snakemake.
PYTHON = os.environ.get("GENESIS_PYTHON", sys.executable)


@dataclass
class Run:
    """One call of Snakemake: its exit status, what it printed, which rules it ran."""

    status: int
    text: str

    @property
    def rules(self) -> list[str]:
        return re.findall(r"Finished jobid: \d+ \(Rule: (\w+)\)", self.text)

    @property
    def planned(self) -> list[str]:
        """The rules that a dry run would run, in the order of the chain."""
        found = re.findall(r"^(\w+) +\d+$", self.text, re.MULTILINE)
        return sorted({*found} & {*CHAIN}, key=CHAIN.index)

    @property
    def did_nothing(self) -> bool:
        return self.status == 0 and "Nothing to be done" in self.text


class Workflow:
    """A copy of the workflow's sources, with its results beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def database(self) -> Path:
        return self.folder / "results" / "horizonscale_synth.db"

    @property
    def receipts(self) -> dict[str, bytes]:
        """The deterministic part of the results: markers and audit, by name."""
        files = [
            *self.folder.glob("results/markers/*"),
            self.folder / "results/audit.json",
        ]
        return {path.name + "@" + path.parent.name: path.read_bytes() for path in files}

    def run(
        self,
        *arguments: str,
        environment: dict[str, str] | None = None,
        directory: Path | None = None,
    ) -> Run:
        """Call Snakemake as a user does; without arguments, the main job."""
        command = [PYTHON, "-P", "-m", "snakemake"]
        call = subprocess.run(
            [*command, *(arguments or ("--cores", "1", "genesis"))],
            cwd=directory or self.folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Run(call.returncode, call.stdout + call.stderr)

    def genesis(self, *config: str) -> Run:
        """Run the main job, with changes of the config like ``hosts=5000``."""
        return self.run("--cores", "1", "genesis", *_changes(config))

    def plan(self, *config: str) -> list[str]:
        """Return what that would run, by a dry run."""
        run = self.run("--dry-run", "genesis", *_changes(config))
        assert run.status == 0, run.text
        return run.planned

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def from_step(step: str) -> list[str]:
    """Return a step and what follows it."""
    return list(CHAIN[CHAIN.index(step) :])


def _changes(config: tuple[str, ...]) -> tuple[str, ...]:
    return ("--config", *config) if config else ()


def copy_sources(folder: Path) -> None:
    """Copy the sources of the workflow, and nothing that runs made."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory) -> tuple[Workflow, Run]:
    """The default fleet, built once; tests must not change it."""
    folder = tmp_path_factory.mktemp("finished") / "genesis"
    copy_sources(folder)
    workflow = Workflow(folder)
    return workflow, workflow.run()


@pytest.fixture
def fresh(tmp_path) -> Workflow:
    """The sources, and no results."""
    copy_sources(tmp_path / "genesis")
    return Workflow(tmp_path / "genesis")


@pytest.fixture
def finished(finished_run, tmp_path) -> Workflow:
    """A copy of the finished default run, times of files kept, free to be changed."""
    workflow, run = finished_run
    assert run.status == 0, run.text
    shutil.copytree(workflow.folder, tmp_path / "genesis")
    return Workflow(tmp_path / "genesis")


@pytest.fixture(scope="session")
def exported_run(finished_run, tmp_path_factory) -> Workflow:
    """The default fleet, exported once; tests must not change it."""
    folder = tmp_path_factory.mktemp("exported") / "genesis"
    shutil.copytree(finished_run[0].folder, folder)
    workflow = Workflow(folder)
    run = workflow.run("--cores", "1", "export")
    assert (run.status, run.rules) == (0, ["export"]), run.text
    return workflow
