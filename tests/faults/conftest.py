"""Folders to break: copies of finished runs."""

import shutil

import pytest
from workflow.conftest import Workflow, finished, finished_run, fresh

__all__ = ["finished", "finished_run", "fresh"]


@pytest.fixture(scope="session")
def other_run(finished_run, tmp_path_factory) -> Workflow:
    """The default fleet of another seed; tests must not change it."""
    folder = tmp_path_factory.mktemp("other") / "genesis"
    shutil.copytree(finished_run[0].folder, folder)
    workflow = Workflow(folder)
    run = workflow.genesis("seed=7")
    assert run.status == 0, run.text
    return workflow
