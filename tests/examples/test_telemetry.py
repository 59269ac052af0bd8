"""The example: two fleets as modules, and a next stage that reads one of them."""

import shutil
from collections import defaultdict
from pathlib import Path
from statistics import mean

import duckdb
import pytest
from workflow.conftest import CHAIN, ROOT, Workflow, copy_sources

# Between the first day's lowest level and the last day's highest one.
RANGES = """
    SELECT
        scenario,
        variant,
        base_utilisation_min_pct - season_amplitude_pct,
        base_utilisation_max_pct + growth_pct + season_amplitude_pct
    FROM dna_profiles
"""


@pytest.fixture
def example(tmp_path) -> Workflow:
    copy_sources(tmp_path / "clone")
    shutil.copytree(ROOT / "examples", tmp_path / "clone/examples", symlinks=True)
    return Workflow(tmp_path / "clone/examples/telemetry")


def telemetry(example: Workflow) -> list[tuple]:
    path = example.folder / "telemetry/production.parquet"
    return duckdb.read_parquet(str(path)).order("ALL").fetchall()


def fleet(example: Workflow, name: str) -> duckdb.DuckDBPyConnection:
    path: Path = example.folder / name / "results/horizonscale_synth.db"
    return duckdb.connect(str(path), read_only=True)


def test_two_fleets_and_a_month_of_telemetry(example):
    config = example.folder / "config.yaml"
    scale = "  seed: 3\n  shards: 2\n  step_files: removed\n"
    config.write_text(config.read_text().replace("  seed: 3\n", scale))
    run = example.run("--cores", "2")
    assert run.status == 0, run.text
    chains = [f"{name}_{step}" for name in ("production", "staging") for step in CHAIN]
    shards = ["production_seed_shard"] * 2
    assert sorted(run.rules) == sorted([*chains, *shards, "telemetry", "all"])
    with fleet(example, "staging") as staging:
        (variants,) = staging.execute(
            "SELECT count(DISTINCT (scenario, variant)) FROM hosts"
        ).fetchone()
    assert variants == 10

    rows = telemetry(example)
    with fleet(example, "production") as production:
        hosts = production.execute(
            "SELECT host_id, scenario, variant FROM hosts WHERE host_index < 100"
        ).fetchall()
        profiles = production.execute(RANGES).fetchall()
    assert len(rows) == 100 * 31
    assert {(row[0], row[2], row[3]) for row in rows} == set(hosts)
    assert {str(row[1])[:7] for row in rows} == {"2024-03"}
    usual = defaultdict(list)
    for *_, scenario, variant, is_burst, utilisation in rows:
        if not is_burst:
            usual[scenario, variant].append(utilisation)
    for scenario, variant, low, high in profiles:
        assert low <= mean(usual[scenario, variant] or [low]) <= high
    assert len(usual) >= 8, "too few behaviours to say anything"
    assert example.run("--cores", "2").did_nothing

    # A larger fleet begins with the smaller one, so it has the same telemetry; and a
    # lost database of the other fleet is published again.
    config.write_text(config.read_text().replace("hosts: 1000", "hosts: 1500"))
    (example.folder / "staging/results/horizonscale_synth.db").unlink()
    again = example.run("--cores", "2")
    ran = [rule for rule in again.rules if rule.startswith("staging")]
    assert ran == ["staging_genesis"]
    assert "telemetry" in again.rules
    assert telemetry(example) == rows
    assert example.run("--cores", "1", "production_verify").status == 0
