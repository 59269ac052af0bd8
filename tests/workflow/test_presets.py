"""Each preset is built, audited and published, as a user would."""

import hashlib

import duckdb
import pytest
from horizonscale.config_files import load_yaml
from horizonscale.settings import resolve

from .conftest import ROOT

PRESETS = ROOT / "config" / "presets"
NAMES = sorted(path.stem for path in PRESETS.glob("*.yaml"))


def settings(name):
    given = load_yaml(PRESETS / f"{name}.yaml")
    return resolve(given, ROOT / "config/config.yaml", ROOT / "config/schema.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_a_config_that_says_why(name):
    settings(name)
    assert (PRESETS / f"{name}.yaml").read_text().startswith("# ")


def test_the_bank_is_the_default_fleet(default_settings):
    assert settings("bank") == default_settings


@pytest.mark.parametrize("name", ["tiny", "edge", "cloud", "bulk"])
def test_a_preset_is_built_and_audited(fresh, name):
    run = fresh.run(
        *("--cores", "2", "genesis", "--configfile", f"config/presets/{name}.yaml")
    )
    assert run.status == 0, run.text
    assert "Genesis Complete" in run.text
    wanted = settings(name)
    assert fresh.query("SELECT count(*) FROM hosts") == [(wanted["hosts"],)]
    behaviours = "SELECT count(*) FROM (SELECT DISTINCT scenario, variant FROM hosts)"
    assert fresh.query(behaviours) == [(10,)]
    [shares] = fresh.query(SHARES)
    assert shares == pytest.approx(EXPECTED[name], abs=1.5 * wanted["hosts"] ** -0.5)


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


TABLES = {
    "genesis_metadata": "step",
    "hierarchy": "application_id",
    "hardware_models": "hardware_model",
    "dna_profiles": "scenario, variant",
    "hosts": "host_index",
    "time_periods": "date",
}
ARGUMENTS = {
    "default": (),
    "quota": ("--config", "allocation=quota"),
    **{
        name: ("--configfile", f"config/presets/{name}.yaml")
        for name in ("tiny", "edge", "cloud")
    },
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_golden_tables(fresh, name, tmp_path, matches_golden):
    run = fresh.run("--cores", "2", "genesis", *ARGUMENTS[name])
    assert run.status == 0, run.text
    found = {}
    with duckdb.connect(str(fresh.database), read_only=True) as connection:
        for table, key in TABLES.items():
            path = tmp_path / f"{table}.csv"
            connection.execute(
                f"COPY (FROM {table} ORDER BY {key}) TO '{path}' (FORMAT csv, HEADER)"
            )
            found[table] = hashlib.sha256(path.read_bytes()).hexdigest()
    matches_golden(f"tables/{name}.json", found)
