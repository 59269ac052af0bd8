"""What each step reads of the config, and what it comes after."""

import shutil
from pathlib import Path

import pytest
import yaml
from horizonscale import steps

ROOT = Path(__file__).parents[3]
SCHEMA = yaml.safe_load((ROOT / "config" / "schema.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def settings(default_settings):
    return {**default_settings}


def test_every_key_of_the_config_is_read_by_a_step_that_builds():
    read = [
        key
        for step in ("db_create", "schema", "seed_hosts", "calendar")
        for key in steps.STEPS[step].config
    ]
    assert sorted([*read, *steps.HOW]) == sorted(SCHEMA["properties"])


def test_the_audit_reads_every_key_that_says_what_is_built():
    read = [*steps.STEPS["audit"].config, *steps.HOW]
    assert sorted(read) == sorted(SCHEMA["properties"])


@pytest.mark.parametrize("step", steps.STEPS)
def test_the_slice_of_a_step_is_just_its_keys(settings, step):
    keys = steps.STEPS[step].config
    assert steps.config_slice(settings, step) == {key: settings[key] for key in keys}


@pytest.mark.parametrize("table", ["hosts", "hierarchy", "time_periods"])
def test_a_table_that_the_ddl_lacks_is_missed(tmp_path, table):
    (tmp_path / "sql").mkdir()
    ddl = tmp_path / "sql" / "create_tables.sql"
    shutil.copyfile(ROOT / "sql" / "create_tables.sql", ddl)
    assert steps.missing_tables(tmp_path) == []
    text = ddl.read_text(encoding="utf-8")
    ddl.write_text(
        text.replace(f"CREATE TABLE {table} (", f"-- CREATE TABLE {table} ("), "utf-8"
    )
    assert steps.missing_tables(tmp_path) == [table]
    ddl.unlink()
    assert steps.missing_tables(tmp_path) == []


def test_what_a_step_comes_after():
    assert steps.steps_before("db_create") == ()
    assert steps.steps_before("seed_hosts") == ("db_create", "schema")
    assert steps.steps_before("seed_shard") == ()
