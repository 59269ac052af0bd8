"""The main job in an empty folder, as a user sees it."""

import json
import re

from jsonschema import Draft202012Validator

from .conftest import CHAIN, ROOT, Workflow, copy_sources

QUIET = ("--quiet", "host", "rules", "progress")  # as `make genesis` has it
STEP = re.compile(r"^(\w+) +(\S.*?) +\d+\.\d s$", re.MULTILINE)


def test_the_chain_runs_in_order_and_ends_well(finished_run):
    workflow, run = finished_run
    assert run.status == 0, run.text
    assert run.rules == list(CHAIN)
    assert workflow.query("SELECT count(*) FROM fleet") == [(2000,)]
    report = json.loads((workflow.folder / "results" / "audit.json").read_text())
    schema = json.loads((ROOT / "docs" / "audit.schema.json").read_text())
    Draft202012Validator(schema).validate(report)
    assert report["success"] is True


def test_the_summary_names_place_hosts_and_behaviours(finished_run):
    workflow, run = finished_run
    summary = (workflow.folder / "logs" / "genesis.log").read_text()
    assert summary in run.text
    assert "results/horizonscale_synth.db" in summary
    assert "2,000" in summary
    for scenario, variant, share in workflow.query(
        "SELECT scenario, variant, 100.0 * count(*) / 2000 FROM hosts GROUP BY ALL"
    ):
        name = f"{scenario} / {variant} "
        line = next(line for line in summary.splitlines() if line.startswith(name))
        assert f"{share:.2f} %" in line
    assert summary.strip().splitlines()[-1] == "Genesis Complete"


def test_the_same_to_the_byte_in_an_odd_folder_of_another_machine(
    finished_run, tmp_path
):
    folder = tmp_path / 'spaces  and ünläuts, it\'s "quoted"'
    copy_sources(folder)
    fresh = Workflow(folder)
    other = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    run = fresh.run("--cores", "2", "genesis", *QUIET, environment=other)
    assert run.status == 0, run.text
    reference, _ = finished_run
    assert len(reference.receipts) == 7
    assert fresh.receipts == reference.receipts
    # What is left of the output is a line a step, and the summary.
    steps = STEP.findall(run.text)
    assert tuple(step for step, _ in steps) == CHAIN
    assert ("seed_hosts", "2,000 hosts of 21 models, owned by 84 applications") in steps
    assert ("calendar", "1,096 days") in steps
    assert "Genesis Complete" in run.text
    assert "Finished jobid" not in run.text


def test_a_larger_fleet_begins_with_the_smaller_one(finished_run, finished):
    reference, _ = finished_run
    assert finished.genesis("hosts=5000", "keys=audited").status == 0
    assert finished.query("SELECT count(*) FROM hosts") == [(5000,)]
    rows = "FROM hosts WHERE host_index < 2000 ORDER BY host_index"
    assert finished.query(rows) == reference.query(rows)


def test_the_plain_commands_work(finished):
    before = finished.database.stat().st_mtime_ns
    assert finished.genesis().did_nothing
    assert finished.run("-n").did_nothing
    assert finished.database.stat().st_mtime_ns == before
    for _ in range(2):  # whenever it is asked for
        run = finished.run("--cores", "1", "verify")
        assert (run.status, run.rules) == (0, ["verify"]), run.text
    listing = finished.run("--list-rules")
    assert all(rule in listing.text for rule in (*CHAIN, "verify", "export", "report"))
    graph = finished.run("--rulegraph")
    assert "digraph" in graph.text
    assert all(rule in graph.text for rule in CHAIN)


def test_snakemake_lint_asks_for_nothing_but_an_environment(fresh):
    """Why no conda or container line stands in the rules: see CONTRIBUTING.md."""
    text = fresh.run("--lint").text
    advice = [line for line in text.splitlines() if line.startswith("    * ")]
    environment = "    * Specify a conda environment or container for each rule.:"
    assert set(advice) == {environment}, text
