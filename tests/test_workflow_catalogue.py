"""What the Snakemake Workflow Catalog asks of a workflow that it lists.

The rules are those of github.com/snakemake/snakemake-workflow-catalog,
source/docs/about/adding_workflows.md. Its "standardized usage" is not claimed: that
imports the workflow from its address, and docs/cluster.md says why a clone is needed.
"""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_catalogue_lists_the_workflow():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    assert "snakemake" in readme
    assert "workflow" in readme
    # It looks in workflow/ if that exists, and for the Snakefile and rules there.
    assert not (ROOT / "workflow").exists()
    assert (ROOT / "Snakefile").is_file()
    assert list((ROOT / "rules").glob("*.smk"))


def test_nothing_promises_standardized_usage():
    # The catalogue would show how to deploy it without a clone.
    assert (ROOT / "config/README.md").is_file()
    assert not (ROOT / ".snakemake-workflow-catalog.yml").exists()
