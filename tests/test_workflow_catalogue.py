"""What the Snakemake Workflow Catalog asks of a workflow with standardized usage.

Its rules, from github.com/snakemake/snakemake-workflow-catalog: for people in
source/docs/about/adding_workflows.md, for the machine in scripts/generate-catalog.py
and source/build_wf_pages.py. That what it tells people to run works is shown by
tests/workflow/test_from_git.py, that it is well formatted by `make lint`.
"""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture
def usage():
    text = (ROOT / ".snakemake-workflow-catalog.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["usage"]


def test_the_catalogue_finds_the_workflow():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    assert "snakemake" in readme
    assert "workflow" in readme
    # It looks in workflow/ if that exists; a folder of rules there would need a rule.
    assert (ROOT / "workflow/Snakefile").is_file()
    for rules in (ROOT / "workflow/rules", ROOT / "rules"):
        assert not rules.exists() or list(rules.glob("*.smk"))


def test_it_shows_how_to_deploy_and_configure_the_workflow(usage):
    assert set(usage) <= {"mandatory-flags", "software-stack-deployment", "report"}
    assert set(usage["mandatory-flags"]) == {"desc", "flags"}
    assert isinstance(usage["mandatory-flags"]["flags"], list)
    assert usage["report"] is True
    readme = (ROOT / "config/README.md").read_text(encoding="utf-8")
    assert "## Environment" in readme
    # Snakedeploy copies it, and the workflow it writes reads this file.
    assert (ROOT / "config/config.yaml").is_file()


def test_it_promises_no_environment_that_nobody_has_run(usage):
    deployment = usage["software-stack-deployment"]
    assert set(deployment) == {"conda", "apptainer", "apptainer+conda"}
    rules = [ROOT / "Snakefile", *(ROOT / "rules").glob("*.smk")]
    declared = any(
        line.strip() in {"conda:", "container:"}
        for path in rules
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert any(deployment.values()) == declared
