"""The report of two fleets, and a real browser to look at it.

The tests here take minutes and a browser, so `make test` leaves them to
`make test-browser`.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).parents[1]))

from workflow.conftest import Workflow, copy_sources

from browser.hostile_fleet import hostile_settings

# Nothing that looks for updates, synchronises or draws on a graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def reported(folder: Path, *arguments: str) -> Workflow:
    copy_sources(folder)
    workflow = Workflow(folder)
    run = workflow.run("--cores", "1", "report", *arguments)
    assert run.status == 0, run.text
    return workflow


@pytest.fixture(scope="session")
def default_report(tmp_path_factory: pytest.TempPathFactory) -> Workflow:
    """The default fleet with its report; tests must not change it."""
    return reported(tmp_path_factory.mktemp("default") / "genesis")


@pytest.fixture(scope="session")
def hostile_report(
    tmp_path_factory: pytest.TempPathFactory, default_config: str
) -> Workflow:
    """A fleet whose names try to break out of the page."""
    folder = tmp_path_factory.mktemp("hostile")
    config = folder / "hostile.yaml"
    settings = hostile_settings(json.loads(default_config))
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return reported(folder / "genesis", "--configfile", str(config))


@pytest.fixture
def changeable(default_report: Workflow, tmp_path: Path) -> Workflow:
    """A copy of the default fleet with its report, times of files kept."""
    shutil.copytree(default_report.folder, tmp_path / "genesis")
    return Workflow(tmp_path / "genesis")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    assert path, "no Chromium: see make test-browser"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
