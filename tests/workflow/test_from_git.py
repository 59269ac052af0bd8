"""The workflow imported from a git address, as the Workflow Catalog has it deployed.

The address is GitHub's; git itself is told to fetch from a repository in a folder.
"""

import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from .conftest import CHAIN, Workflow, from_step

# What `snakedeploy deploy-workflow` 0.17.1 writes to workflow/Snakefile.
DEPLOYED = """
configfile: "config/config.yaml"


module genesis:
    snakefile:
        {source}
    config:
        config


use rule * from genesis
"""
TAG = 'github("acme/genesis", path="workflow/Snakefile", tag="v1")'


def git(*arguments):
    identity = ("-c", "user.name=Test", "-c", "user.email=test@horizonscale.example")
    command = [shutil.which("git"), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def address(fresh, tmp_path, monkeypatch):
    """Return the folder behind the address, and where there is a clone of it."""
    clone = str(fresh.folder)
    git("init", "--initial-branch", "main", clone)
    git("-C", clone, "add", "--all")
    git("-C", clone, "commit", "--message", "All")
    git("-C", clone, "tag", "v1")
    git("clone", "--bare", clone, str(tmp_path / "hosted/acme/genesis"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.file://{tmp_path}/hosted/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://github.com/")
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "hosted"


def deploy(fresh, folder, source):
    """Do what Snakedeploy does: copy config and profiles, and write a Snakefile."""
    for name in ("config", "profiles"):
        shutil.copytree(fresh.folder / name, folder / name)
    (folder / "workflow").mkdir()
    (folder / "workflow/Snakefile").write_text(DEPLOYED.format(source=source))
    return Workflow(folder)


def test_a_deployed_workflow_makes_the_same_fleet(
    address, fresh, finished_run, tmp_path
):
    mine = deploy(fresh, tmp_path / "mine", TAG)
    run = mine.run("--cores", "2")
    assert run.status == 0, run.text
    assert sorted(run.rules) == sorted([*CHAIN, "all"])
    assert mine.receipts == finished_run[0].receipts
    # All that it needs is kept, so neither the repository nor a clone is asked again.
    shutil.rmtree(address)
    shutil.rmtree(fresh.folder)
    assert mine.run("--cores", "2").did_nothing
    config = mine.folder / "config/config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("2025-12-31", "2025-06-30"), encoding="utf-8")
    assert mine.run("--cores", "2").rules == [*from_step("calendar"), "all"]


@pytest.mark.parametrize(
    "source",
    [
        'github("acme/genesis", path="workflow/Snakefile", branch="main")',
        '"gh:acme/genesis@main"',
        'gitfile("{clone}", path="workflow/Snakefile", tag="v1")',
        '"{clone}/workflow/Snakefile"',
    ],
)
def test_other_ways_to_name_it(address, fresh, tmp_path, source):
    mine = deploy(fresh, tmp_path / "mine", source.format(clone=fresh.folder))
    assert mine.plan() == list(CHAIN)


def test_the_snakefile_for_the_catalogue_also_works_in_a_clone(finished):
    named = ("--snakefile", "workflow/Snakefile")
    assert finished.run("--cores", "1", *named, "genesis").did_nothing
    # Its config is checked like that of the Snakefile at the root.
    (finished.folder / "mistake.yaml").write_text("hosts: 2000\nhosts: 3000\n")
    call = finished.run("-n", *named, "--configfile", "mistake.yaml")
    assert call.status != 0
    assert "given twice" in call.text


def test_two_runs_that_unpack_the_same_commit_at_once(address, fresh, tmp_path):
    mine = [deploy(fresh, tmp_path / name, TAG) for name in ("one", "two")]
    # The clone is Snakemake's work, and two of them at once can fail there.
    assert mine[0].run("--list-rules").status == 0
    (folder,) = (tmp_path / "cache").glob("**/horizonscale-genesis")
    shutil.rmtree(folder)
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda each: each.run("--list-rules"), mine))
    assert [run.status for run in runs] == [0, 0], runs
    assert len(list(folder.iterdir())) == 1


def test_an_address_that_names_no_commit_is_refused(fresh, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    handler = partial(SimpleHTTPRequestHandler, directory=str(fresh.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        source = f'"http://127.0.0.1:{server.server_port}/workflow/Snakefile"'
        run = deploy(fresh, tmp_path / "mine", source).run("--cores", "1")
        server.shutdown()
    assert run.status != 0
    assert "Use github(...), gitlab(...) or a clone" in run.text
    assert "Traceback" not in run.text


def test_the_snakefile_at_the_root_is_refused_from_an_address(address, fresh, tmp_path):
    source = TAG.replace("workflow/Snakefile", "Snakefile")
    run = deploy(fresh, tmp_path / "mine", source).run("--cores", "1")
    assert run.status != 0
    assert "From a git address, import workflow/Snakefile" in run.text
    assert "Traceback" not in run.text
