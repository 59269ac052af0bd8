"""A comparison of two fleets tells what differs, and nothing else."""

import copy
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml
from horizonscale import diff as module
from horizonscale.canonical import canonical_json
from horizonscale.database import connect
from horizonscale.diff import diff
from horizonscale.diff_settings import setting_differences
from horizonscale.diff_sides import Config, SideError, open_side
from horizonscale.diff_text import diff_text
from horizonscale.fleet import Fleet
from horizonscale.steps import STEPS, config_slice

ROOT = Path(__file__).parents[3]
SQL = {path.stem: path.read_text() for path in (ROOT / "sql/diff").glob("*.sql")}


def config_file(folder, name, **changes):
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(changes))
    return path


def database_file(folder, name, settings):
    """Write a database with what a comparison reads of a published one."""
    path = folder / f"{name}.db"
    hosts = Fleet(settings).batch(0, settings["hosts"])
    with duckdb.connect(str(path)) as connection:
        connection.execute((ROOT / "sql/create_metadata.sql").read_text())
        for step in STEPS:
            row = [step, canonical_json(config_slice(settings, step)), "", "", "", ""]
            connection.execute("INSERT INTO genesis_metadata VALUES (?,?,?,?,?,?)", row)
        connection.register("rows", hosts)
        connection.execute("CREATE TABLE hosts AS FROM rows ORDER BY host_id")
    return path


def compared(a, b):
    with connect(Path(":memory:")) as connection:
        sides = [
            open_side(connection, letter, path, config_folder=ROOT / "config", sql=SQL)
            for letter, path in (("a", a), ("b", b))
        ]
        return diff(connection, *sides, SQL)


def weights(settings, key, **changed):
    entries = copy.deepcopy(settings[key])
    for entry in entries:
        entry["weight"] = changed.get(entry["name"], entry["weight"])
    return entries


def test_one_percent_of_a_weight_moves_one_percent_of_the_hosts(
    default_settings, tmp_path
):
    a = config_file(tmp_path, "a", hosts=200_000)
    moved = weights(default_settings, "regions", na=0.39, emea=0.31)
    b = config_file(tmp_path, "b", hosts=200_000, regions=moved)
    report = compared(a, b)
    assert 0.009 < report["hosts"]["changed"] / 200_000 < 0.011
    assert report["columns"].pop("region") == report["hosts"]["changed"]
    assert set(report["columns"].values()) == {0}
    for example in report["examples"]:
        assert example["columns"] == {"region": {"a": "na", "b": "emea"}}
    assert report["settings"] == [
        {"key": "regions (na).weight", "a": 0.4, "b": 0.39},
        {"key": "regions (emea).weight", "a": 0.3, "b": 0.31},
    ]


def test_counts_are_those_of_a_comparison_row_by_row(
    default_settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(module, "HOSTS_PER_RANGE", 700)  # several ranges
    scenarios = weights(default_settings, "scenarios", BURST=0.1, CAPACITY_BREACH=0.1)
    changes = {"hosts": 3000, "scenarios": scenarios, "applications_per_department": 9}
    a = config_file(tmp_path, "a")
    b = config_file(tmp_path, "b", **changes)
    report = compared(a, b)
    one = Fleet(default_settings).batch(0, 2000).to_pylist()
    two = Fleet({**default_settings, **changes}).batch(0, 2000).to_pylist()
    pairs = list(zip(one, two, strict=True))
    differing = [(x, y) for x, y in pairs if x != y]
    assert report["hosts"] == {
        "compared": 2000,
        "changed": len(differing),
        "only_in_a": 0,
        "only_in_b": 1000,
    }
    assert report["columns"] == {
        name: sum(x[name] != y[name] for x, y in pairs)
        for name in one[0]
        if name != "host_index"
    }
    names = Counter(
        (f"{x['scenario']} / {x['variant']}", f"{y['scenario']} / {y['variant']}")
        for x, y in pairs
    )
    flows = {(flow["a"], flow["b"]): flow["hosts"] for flow in report["behaviours"]}
    assert flows == names
    first = [x["host_index"] for x, _ in differing[:20]]
    assert [example["host_index"] for example in report["examples"]] == first
    assert not report["same"]


def test_a_database_is_compared_as_its_config_is(default_settings, tmp_path):
    settings = {**default_settings, "hosts": 900, "allocation": "quota"}
    database = database_file(tmp_path, "one", settings)
    alike = config_file(tmp_path, "alike", hosts=900, allocation="quota")
    other = config_file(tmp_path, "other", hosts=800, seed=7, allocation="quota")
    again = database_file(tmp_path, "it's", settings)
    for a, b in ((database, alike), (alike, database), (database, again)):
        report = compared(a, b)
        assert report["same"], report
        assert report["settings"] == []
        assert report["hosts"]["compared"] == 900
    against_config = compared(alike, other)
    against_database = compared(database, other)
    assert against_database["hosts"]["only_in_a"] == 100
    against_database["a"] = against_config["a"]
    assert against_database == against_config


def test_a_database_that_somebody_changed_differs(default_settings, tmp_path):
    settings = {**default_settings, "hosts": 900, "allocation": "quota"}
    one = database_file(tmp_path, "one", settings)
    two = database_file(tmp_path, "two", settings)
    with duckdb.connect(str(two)) as connection:
        connection.execute("UPDATE hosts SET region = 'moon' WHERE host_index = 7")
        connection.execute("DELETE FROM hosts WHERE host_index = 8")
    report = compared(one, two)
    assert not report["same"]
    assert report["settings"] == []
    assert report["hosts"]["changed"] == report["hosts"]["only_in_a"] == 1
    [example] = report["examples"]
    assert example["node_name"] == "server-000000007"
    assert example["columns"]["region"]["b"] == "moon"


def test_only_a_setting_that_moves_no_host_is_a_difference(tmp_path):
    a = config_file(tmp_path, "a")
    b = config_file(tmp_path, "b", keys="audited")
    report = compared(a, b)
    assert not report["same"]
    assert report["settings"] == [{"key": "keys", "a": "enforced", "b": "audited"}]
    assert report["hosts"]["changed"] == 0


def test_settings_are_compared_by_name():
    a = {"n": 1, "list": [{"name": "x", "w": 1}, {"name": "y", "w": 2}], "old": 3}
    b = {"n": 1, "list": [{"name": "z", "w": 4}, {"name": "y", "w": 5}]}
    assert setting_differences(a, a) == []
    assert setting_differences(a, b) == [
        ("list (x)", {"name": "x", "w": 1}, None),
        ("list (y).w", 2, 5),
        ("list (z)", None, {"name": "z", "w": 4}),
        ("old", 3, None),
    ]
    swapped = {**a, "list": a["list"][::-1]}
    assert setting_differences(a, swapped) == [
        ("order of list", ["x", "y"], ["y", "x"])
    ]


def test_the_text_tells_settings_columns_flows_and_examples(default_settings, tmp_path):
    moved = weights(default_settings, "scenarios", BURST=0.16, CAPACITY_BREACH=0.04)
    report = compared(
        config_file(tmp_path, "a"), config_file(tmp_path, "b", scenarios=moved)
    )
    lines = diff_text(report).splitlines()
    changed = report["hosts"]["changed"]
    assert f"{changed} of 2,000 hosts differ ({changed / 20:.2f} %)." in lines
    assert "scenarios (BURST).weight            0.15  0.16" in lines
    [flow] = [line for line in lines if line.startswith("CAPACITY_BREACH / IMM")]
    assert flow.split()[3:6] == ["BURST", "/", "MODERATE"]
    assert lines[-1].startswith("server-")
    assert "scenario: CAPACITY_BREACH -> BURST" in lines[-1]


def test_a_large_range_is_not_computed_beyond_the_fleet(default_settings, tmp_path):
    with connect(Path(":memory:")) as connection:
        side = Config(connection, "a", config_file(tmp_path, "a"), ROOT / "config")
        side.provide(5000, 6000)
        assert connection.execute("FROM hosts_a").fetchall() == []
        side.provide(1990, 5000)
        assert len(connection.execute("FROM hosts_a").fetchall()) == 10


def test_files_that_cannot_be_compared(tmp_path):
    fine = config_file(tmp_path, "fine")
    stranger, torn = tmp_path / "stranger.db", tmp_path / "torn.db"
    with duckdb.connect(str(stranger)) as connection:
        connection.execute("CREATE TABLE t (i INTEGER)")
    torn.write_bytes(b"01234567DUCK")
    for path in (stranger, torn, tmp_path / "missing.db", tmp_path):
        for pair in ((path, fine), (fine, path)):
            with pytest.raises(SideError) as error:
                compared(*pair)
            assert str(path) in str(error.value)


def call(*arguments):
    command = [sys.executable, str(ROOT / "scripts" / "diff.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_exit_status_is_that_of_diff(tmp_path):
    a, b = config_file(tmp_path, "a"), config_file(tmp_path, "b", seed=7)
    bad = config_file(tmp_path, "bad", hosts="many")
    same = call(a, a)
    assert (same.returncode, same.stderr) == (0, "")
    assert same.stdout.endswith("Settings and hosts are the same.\n")
    different = call(a, b, "--json")
    assert (different.returncode, different.stderr) == (1, "")
    assert json.loads(different.stdout)["hosts"]["changed"] == 2000
    trouble = call(a, bad)
    assert (trouble.returncode, trouble.stdout) == (2, "")
    assert "'many'" in trouble.stderr
    assert "Traceback" not in trouble.stderr
