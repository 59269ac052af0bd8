"""The main job in an empty folder, as a user sees it."""

import json
import uuid

from jsonschema import Draft202012Validator

from .conftest import CHAIN, ROOT

TABLES = {
    "dna_profiles": 10,
    "genesis_metadata": 4,
    "hardware_models": 21,
    "hierarchy": 84,
    "hosts": 2000,
    "time_periods": 1096,
}


def test_the_chain_runs_in_order_and_ends_well(finished_run):
    _, run = finished_run
    assert run.status == 0, run.text
    assert run.rules == list(CHAIN)
    assert "Genesis Complete" in run.text
    assert "Traceback" not in run.text


def test_the_summary_names_place_hosts_and_behaviours(finished_run):
    workflow, _ = finished_run
    summary = (workflow.folder / "logs" / "genesis.log").read_text()
    assert "results/horizonscale_synth.db" in summary
    assert "2,000" in summary
    for scenario, variant, share in workflow.query(
        "SELECT scenario, variant, 100.0 * count(*) / 2000 FROM hosts GROUP BY ALL"
    ):
        name = f"{scenario} / {variant} "
        line = next(line for line in summary.splitlines() if line.startswith(name))
        assert f"{share:.2f} %" in line
    assert summary.strip().splitlines()[-1] == "Genesis Complete"


def test_tables_hold_what_the_default_fleet_says(finished_run):
    workflow, _ = finished_run
    for table, rows in TABLES.items():
        assert workflow.query(f"SELECT count(*) FROM {table}") == [(rows,)], table
    assert workflow.query("SELECT count(*) FROM fleet") == [(2000,)]
    [(first, last, months)] = workflow.query(
        "SELECT min(date), max(date), count(DISTINCT yearmonth) FROM time_periods"
    )
    assert (first.isoformat(), last.isoformat(), months) == (
        "2023-01-01",
        "2025-12-31",
        36,
    )
    ids = [row[0] for row in workflow.query("SELECT host_id FROM hosts")]
    assert len(set(ids)) == 2000
    assert {(value.version, value.variant) for value in ids} == {(4, uuid.RFC_4122)}


def test_every_table_and_column_has_a_comment(finished_run):
    workflow, _ = finished_run
    assert (
        workflow.query(
            """
        SELECT table_name FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL
        SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE comment IS NULL AND NOT internal AND table_name != 'fleet'
        """
        )
        == []
    )


def test_the_largest_application_owns_about_a_tenth(finished_run):
    workflow, _ = finished_run
    [(share,)] = workflow.query(
        "SELECT max(n) / 2000 FROM"
        " (SELECT count(*) AS n FROM hosts GROUP BY application_id)"
    )
    assert 0.08 < share < 0.12


def test_the_audit_follows_its_schema(finished_run):
    workflow, _ = finished_run
    report = json.loads((workflow.folder / "results" / "audit.json").read_text())
    schema = json.loads((ROOT / "docs" / "audit.schema.json").read_text())
    Draft202012Validator(schema).validate(report)
    assert report["success"] is True


def test_a_second_run_does_nothing(finished):
    before = finished.database.stat().st_mtime_ns
    assert finished.genesis().did_nothing
    assert finished.database.stat().st_mtime_ns == before


def test_verify_passes_each_time(finished):
    for _ in range(2):
        run = finished.run("--cores", "1", "verify")
        assert run.status == 0, run.text
        assert run.rules == ["verify"]


def test_the_plain_commands_work(finished):
    assert finished.run("-n").did_nothing
    listing = finished.run("--list-rules")
    assert all(rule in listing.text for rule in (*CHAIN, "verify", "export"))
    graph = finished.run("--rulegraph")
    assert "digraph" in graph.text
    assert all(rule in graph.text for rule in CHAIN)


def test_common_knobs_on_the_command_line(fresh):
    run = fresh.genesis("hosts=5000", "seed=7")
    assert run.status == 0, run.text
    assert fresh.query("SELECT count(*) FROM hosts") == [(5000,)]


def test_snakemake_lint_asks_for_nothing_but_an_environment(fresh):
    """Why no conda or container line stands in the rules: see CONTRIBUTING.md."""
    text = fresh.run("--lint").text
    advice = [line for line in text.splitlines() if line.startswith("    * ")]
    environment = "    * Specify a conda environment or container for each rule.:"
    assert set(advice) == {environment}, text
