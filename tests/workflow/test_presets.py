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
    "hardware_model_server_types": "hardware_model, server_type",
    "dna_profiles": "scenario, variant",
    "hosts": "host_index",
    "time_periods": "date",
}
# Physical hosts, and Linux.
SHARES = """
SELECT
    count_if(classification = 'physical') / count(*),
    count_if(server_type = 'linux') / count(*)
FROM hosts
"""
# The table hosts of version 0.1.0, as it was released.
HOSTS_OF_0_1_0 = "05a33021f856c142720e93edb13229f5a3ad18e9f1bc959e78b6c7dc473e306a"
COLUMNS_OF_0_1_0 = (
    "host_id",
    "host_index",
    "node_name",
    "classification",
    "server_type",
    "region",
    "department",
    "application_id",
    "hardware_model",
    "cpu_cores",
    "memory_gb",
    "storage_capacity_mb",
    "scenario",
    "variant",
    "risk",
)
EXPECTED = {
    "bank-0.1": (0.25, 0.55),
    "tiny": (0.25, 0.55),
    "bulk": (0.25, 0.55),
    "edge": (0.95, 0.90),
    "cloud": (0.0, 0.80),
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


def test_the_hosts_of_0_1_0_are_rebuilt(finished, tmp_path):
    built(finished, "bank-0.1")
    path = tmp_path / "hosts.csv"
    columns = ", ".join(COLUMNS_OF_0_1_0)
    with duckdb.connect(str(finished.database), read_only=True) as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM hosts ORDER BY host_index) TO '{path}'"
            " (FORMAT csv, HEADER)"
        )
    assert hashlib.sha256(path.read_bytes()).hexdigest() == HOSTS_OF_0_1_0


def test_the_bulk_preset_with_fewer_hosts(finished):
    """With all of them `make bench` builds and audits it."""
    built(finished, "bulk", "--config", "hosts=20000")
