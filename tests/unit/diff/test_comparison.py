"""A comparison of two fleets tells what differs, and nothing else."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml
from horizonscale.config.parsing import parse, slice_json
from horizonscale.config.resolve import resolve
from horizonscale.config.settings import HostSettings
from horizonscale.database.metadata import add_step
from horizonscale.diff import comparison as diff
from horizonscale.diff.comparison import compare, setting_differences
from horizonscale.diff.sides import SideError
from horizonscale.pipeline.steps import BUILDING, STEPS
from horizonscale.tables.hosts import Fleet

ROOT = Path(__file__).parents[3]


def config_file(folder, name, **config):
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(config))
    return path


def rows_of(config, count):
    settings = parse(HostSettings, resolve(config, ROOT / "config"))
    return Fleet(settings).batch(0, count)


def database_file(folder, name, **config):
    """Write a database with what a comparison reads of a published one."""
    path = folder / f"{name}.db"
    text = resolve(config, ROOT / "config")
    with duckdb.connect(str(path)) as connection:
        connection.execute((ROOT / "sql/create_metadata.sql").read_text())
        for step in BUILDING:
            add_step(connection, step, slice_json(text, STEPS[step].settings))
        connection.register("rows", rows_of(config, config["hosts"]))
        connection.execute("CREATE TABLE hosts AS FROM rows ORDER BY host_id")
    return path


def with_weights(key, **changed):
    entries = json.loads(resolve({}, ROOT / "config"))[key]
    return [
        {**entry, "weight": changed.get(entry["name"], entry["weight"])}
        for entry in entries
    ]


def test_counts_are_those_of_a_comparison_row_by_row(tmp_path, monkeypatch):
    monkeypatch.setattr(diff, "HOSTS_PER_RANGE", 700)  # several ranges
    scenarios = with_weights("scenarios", BURST=0.1, CAPACITY_BREACH=0.1)
    config = {"hosts": 3000, "scenarios": scenarios, "applications_per_department": 9}
    a, b = config_file(tmp_path, "a"), config_file(tmp_path, "b", **config)
    found = compare(a, b, ROOT)
    one, two = rows_of({}, 2000).to_pylist(), rows_of(config, 2000).to_pylist()
    pairs = list(zip(one, two, strict=True))
    differing = [(x, y) for x, y in pairs if x != y]
    assert found["hosts"] == {
        "compared": 2000,
        "changed": len(differing),
        "only_in_a": 0,
        "only_in_b": 1000,
    }
    assert found["columns"] == {
        name: sum(x[name] != y[name] for x, y in pairs)
        for name in one[0]
        if name != "host_index"
    }
    names = Counter(
        (f"{x['scenario']} / {x['variant']}", f"{y['scenario']} / {y['variant']}")
        for x, y in pairs
    )
    flows = {(flow["a"], flow["b"]): flow["hosts"] for flow in found["behaviours"]}
    assert flows == names
    assert [example["host_index"] for example in found["examples"]] == [
        x["host_index"] for x, _ in differing[:20]
    ]
    x, y = differing[0]
    assert found["examples"][0]["columns"] == {
        name: {"a": x[name], "b": y[name]} for name in x if x[name] != y[name]
    }
    assert not found["same"]


def test_a_database_is_compared_as_its_config_is(tmp_path):
    config = {"hosts": 900, "allocation": "quota"}
    database = database_file(tmp_path, "it's", **config)
    alike = config_file(tmp_path, "alike", **config)
    for a, b in ((database, alike), (alike, database), (database, database)):
        found = compare(a, b, ROOT)
        assert found["same"], found
        assert found["hosts"]["compared"] == 900
    other = config_file(tmp_path, "other", hosts=800, seed=7, allocation="quota")
    by_database, by_config = compare(database, other, ROOT), compare(alike, other, ROOT)
    assert by_database["hosts"]["only_in_a"] == 100
    assert by_database == {**by_config, "a": by_database["a"]}


def test_a_database_that_somebody_changed_differs(tmp_path):
    one, two = (
        database_file(tmp_path, name, hosts=900, allocation="quota")
        for name in ("one", "two")
    )
    with duckdb.connect(str(two)) as connection:
        connection.execute("UPDATE hosts SET region = 'moon' WHERE host_index = 7")
        connection.execute("DELETE FROM hosts WHERE host_index = 8")
    found = compare(one, two, ROOT)
    assert not found["same"]
    assert found["settings"] == []
    assert found["hosts"]["changed"] == found["hosts"]["only_in_a"] == 1
    [example] = found["examples"]
    assert example["node_name"] == "server-000000007"
    assert example["columns"]["region"]["b"] == "moon"


def test_a_column_of_one_side_is_no_difference(tmp_path):
    older = database_file(tmp_path, "older", hosts=900, seed=1)
    newer = database_file(tmp_path, "newer", hosts=900, seed=2)
    with duckdb.connect(str(older)) as connection:
        connection.execute("ALTER TABLE hosts DROP role")
    for a, b in ((older, newer), (newer, older)):
        found = compare(a, b, ROOT)
        assert "role" not in found["columns"]
        assert found["columns"]["host_id"] == found["hosts"]["changed"] == 900
        assert "host_id" in found["examples"][0]["columns"]


def test_a_setting_is_a_difference_if_it_says_what_a_fleet_is(tmp_path):
    a = config_file(tmp_path, "a")
    b = config_file(tmp_path, "b", keys="audited", shards=4)
    found = compare(a, b, ROOT)
    assert not found["same"]
    assert found["settings"] == [{"key": "keys", "a": "enforced", "b": "audited"}]
    assert found["hosts"]["changed"] == 0


def test_settings_are_compared_by_name():
    a = {"n": 1, "list": [{"name": "x", "w": 1}, {"name": "y", "w": 2}], "old": 3}
    b = {"n": 1, "list": [{"name": "z", "w": 4}, {"name": "y", "w": 5}]}
    assert list(setting_differences(a, a)) == []
    assert [tuple(one.values()) for one in setting_differences(a, b)] == [
        ("list (x)", {"name": "x", "w": 1}, None),
        ("list (y).w", 2, 5),
        ("list (z)", None, {"name": "z", "w": 4}),
        ("old", 3, None),
    ]
    swapped = {**a, "list": a["list"][::-1]}
    assert [tuple(one.values()) for one in setting_differences(a, swapped)] == [
        ("order of list", ["x", "y"], ["y", "x"])
    ]


def test_a_database_of_something_else_is_named(tmp_path):
    fine = config_file(tmp_path, "fine")
    stranger, torn = tmp_path / "stranger.db", tmp_path / "torn.db"
    with duckdb.connect(str(stranger)) as connection:
        connection.execute("CREATE TABLE t (i INTEGER)")
    torn.write_bytes(b"01234567DUCK")
    for path in (stranger, torn):
        for pair in ((path, fine), (fine, path)):
            with pytest.raises(SideError) as error:
                compare(*pair, ROOT)
            assert str(path) in str(error.value)


def call(*arguments):
    command = [sys.executable, str(ROOT / "scripts" / "diff.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_exit_status_is_that_of_diff(tmp_path):
    a, b = config_file(tmp_path, "a"), config_file(tmp_path, "b", seed=7)
    same = call(a, a)
    assert (same.returncode, same.stderr) == (0, "")
    assert same.stdout.endswith("Settings and hosts are the same.\n")
    different = call(a, b, "--json")
    assert (different.returncode, different.stderr) == (1, "")
    assert json.loads(different.stdout)["hosts"]["changed"] == 2000
    bad = config_file(tmp_path, "bad", hosts="many")
    for path, message in ((bad, "'many'"), (tmp_path / "missing.db", "missing.db")):
        trouble = call(a, path)
        assert (trouble.returncode, trouble.stdout) == (2, "")
        assert message in trouble.stderr
        assert "Traceback" not in trouble.stderr


TROUBLES = {
    "a config that is no JSON": "UPDATE genesis_metadata SET config = '{'",
    "a config that is a number": "UPDATE genesis_metadata SET config = '7'",
    "a config that never ends": (
        "UPDATE genesis_metadata SET config = repeat('[', 200000)"
    ),
    "indices that are texts": "ALTER TABLE hosts ALTER host_index TYPE VARCHAR;"
    "UPDATE hosts SET host_index = 'x'",
    "hosts behind a view": "ALTER TABLE hosts RENAME TO others;"
    "CREATE VIEW hosts AS FROM others",
    "no hosts": "DROP TABLE hosts",
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_database_of_a_stranger_is_trouble_and_no_difference(tmp_path, name):
    sound = database_file(tmp_path, "sound", hosts=700)
    strange = database_file(tmp_path, "strange", hosts=700)
    with duckdb.connect(str(strange)) as connection:
        connection.execute(TROUBLES[name])
    done = call(sound, strange)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "cannot be compared" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_a_strangers_database_runs_or_reaches_the_terminal(tmp_path):
    sound = database_file(tmp_path, "sound", hosts=700)
    strange = database_file(tmp_path, "strange", hosts=700)
    with duckdb.connect(str(strange)) as connection:
        connection.execute("CREATE MACRO count_if(x) AS 0")
        connection.execute("UPDATE hosts SET region = chr(27) || '[2J' || region")
        connection.execute("UPDATE hosts SET variant = chr(155) || chr(8238)")
    done = call(sound, strange)
    assert done.returncode == 1, done.stderr
    assert "700 of 700 hosts differ" in done.stdout
    assert "\\x1b[2J" in done.stdout
    assert all(one.isprintable() for one in done.stdout.replace("\n", ""))
