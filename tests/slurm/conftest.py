"""A Slurm of its own, started before the first test and stopped after the last."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from workflow.conftest import Run, Workflow, copy_sources

from .cluster import Cluster

# This Slurm keeps no accounts, so the plugin has to ask squeue. It looks after 3 s,
# 13 s later and so on; the jobs here take about 8 s.
TEST_CLUSTER = (
    "--slurm-status-command",
    "squeue",
    "--slurm-init-seconds-before-status-checks",
    "3",
)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    # Not in a folder of pytest's: munged wants a path that everybody may pass.
    with TemporaryDirectory(prefix="slurm-") as folder:
        started = Cluster(Path(folder))
        try:
            started.start()
            yield started
        finally:
            started.stop()


class SlurmWorkflow(Workflow):
    """A copy of the workflow whose runs go to the cluster, as the README says."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        super().__init__(folder)
        self.cluster = cluster

    def submit(self, *config: str) -> Run:
        """Run the main job on the cluster, with changes of the config."""
        return self.run(
            "genesis",
            *("--profile", "profiles/slurm", *TEST_CLUSTER),
            *("--default-resources", "slurm_partition=main"),
            *(("--config", *config) if config else ()),
            environment=self.cluster.environment,
        )

    def log_of(self, job: int) -> str:
        """Return what a job wrote, as Slurm collected it."""
        (path,) = (self.folder / ".snakemake/slurm_logs").rglob(f"{job}.log")
        return path.read_text()


@pytest.fixture
def remote(tmp_path, cluster) -> SlurmWorkflow:
    copy_sources(tmp_path / "remote")
    return SlurmWorkflow(tmp_path / "remote", cluster)


@pytest.fixture
def local(tmp_path) -> Workflow:
    copy_sources(tmp_path / "local")
    return Workflow(tmp_path / "local")
