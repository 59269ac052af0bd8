"""Each preset is built, audited and published, as a user would."""

import hashlib

import duckdb
import pytest
from horizonscale.config.reading import load_config
from horizonscale.config.resolve import resolve

from .conftest import ROOT

PRESETS = ROOT / "config" / "presets"
NAMES = sorted(path.stem for path in PRESETS.glob("*.yaml"))
TABLES = {
    "genesis_metadata": "step",
    "hierarchy": "application_id",
    "hardware_models": "hardware_model",
    "dna_profiles": "scenario, variant",
    "hosts": "host_index",
    "time_periods": "date",
}
# Physical hosts, Linux, and hosts of at most eight cores.
SHARES = """
SELECT
    count_if(classification = 'physical') / count(*),
    count_if(server_type = 'linux') / count(*),
    count_if(cpu_cores <= 8) / count(*)
FROM hosts
"""
EXPECTED = {
    "tiny": (0.25, 0.55, 0.74875),
    "bulk": (0.25, 0.55, 0.74875),
    "edge": (0.95, 0.90, 1.0),
    "cloud": (0.0, 0.80, 0.945),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_a_config(name):
    settings = resolve(load_config(PRESETS / f"{name}.yaml"), ROOT / "config")
    assert (settings == resolve({}, ROOT / "config")) == (name == "bank")


def built(workflow, name, *config):
    preset = ("--configfile", f"config/presets/{name}.yaml")
    run = workflow.run("--cores", "2", "genesis", *preset, *config)
    assert run.status == 0, run.text
    [(hosts,)] = workflow.query("SELECT count(*) FROM hosts")
    [shares] = workflow.query(SHARES)
    assert shares == pytest.approx(EXPECTED[name], abs=1.5 * hosts**-0.5)


def hashes(database, folder):
    """Return the SHA-256 of the CSV of each table, in the order of its key."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for table, key in TABLES.items():
            path = folder / f"{table}.csv"
            connection.execute(
                f"COPY (FROM {table} ORDER BY {key}) TO '{path}' (FORMAT csv, HEADER)"
            )
            found[table] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def test_golden_tables_of_the_default_fleet(finished_run, tmp_path, matches_golden):
    workflow, _ = finished_run
    matches_golden("tables/default.json", hashes(workflow.database, tmp_path))


@pytest.mark.parametrize("name", ["tiny", "edge", "cloud"])
def test_golden_tables_of_a_preset(finished, name, tmp_path, matches_golden):
    built(finished, name)
    matches_golden(f"tables/{name}.json", hashes(finished.database, tmp_path))


def test_golden_tables_of_a_quota(finished, tmp_path, matches_golden):
    assert finished.genesis("allocation=quota").status == 0
    matches_golden("tables/quota.json", hashes(finished.database, tmp_path))


def test_the_bulk_preset_with_fewer_hosts(finished):
    """With all of them `make bench` builds and audits it."""
    built(finished, "bulk", "--config", "hosts=20000")
