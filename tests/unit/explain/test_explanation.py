"""Explanations tell the draws of a host, and the lines of the config behind them."""

import json
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from horizonscale.config.attributes import COHESIVE_ATTRIBUTES, WEIGHTED_ATTRIBUTES
from horizonscale.config.parsing import parse
from horizonscale.config.resolve import resolve
from horizonscale.config.settings import HostSettings
from horizonscale.explain.explanation import UnknownHostError, explanation, find_host
from horizonscale.explain.places import Places
from horizonscale.tables.hosts import HOSTS_PER_BATCH, Fleet
from reference_fleet import host
from reference_philox import word

ROOT = Path(__file__).parents[3]
CONFIG = ROOT / "config"
DRAW = re.compile(r"draw +(hosts\.\w+), word (\d+): (0x\w+)")
INTERVAL = re.compile(r"interval +\[(0x\w+), (0x\w+)\)")
MOVED = re.compile(r"moved to +(0x\w+)")
PLACE = re.compile(r"config +(\S+):(\d+) (.*?)( weight)? (\S+)$", re.MULTILINE)


def settings_of(**config):
    return parse(HostSettings, resolve(config, CONFIG))


def explained(index, **config):
    """Return the blocks of an explanation: for each column its value and the notes."""
    text = resolve(config, CONFIG)
    places = Places(
        json.loads(text), CONFIG / "schema.yaml", [CONFIG / "config.yaml"], config
    )
    _, *blocks = explanation(parse(HostSettings, text), places, index).split("\n\n")
    heads = [block.partition("\n") for block in blocks]
    return {
        head.partition("  ")[0]: (head.partition("  ")[2], notes)
        for head, _, notes in heads
    }


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_each_column_is_told_with_the_draw_that_led_to_it(allocation):
    drawn = {"classification", "department", "application_id", "hardware_model"}
    drawn |= {*WEIGHTED_ATTRIBUTES}
    drawn |= {"scenario", "variant"} if allocation == "random" else set()
    values = json.loads(resolve({"allocation": allocation}, CONFIG))
    for index in (0, 1, 28, 1234, 999_999_999):
        columns = explained(index, allocation=allocation)
        row = host(values, index)
        assert {name: value for name, (value, _) in columns.items()} == {
            name: str(value) for name, value in row.items()
        }
        found = {name: DRAW.search(notes) for name, (_, notes) in columns.items()}
        assert {name for name, draw in found.items() if draw} == drawn
        for name in drawn:
            stream, position, raw = found[name].groups()
            assert (stream, int(position)) == (f"hosts.{name}", index)
            assert int(raw, 16) == word(42, stream, index)
            if moved := MOVED.search(columns[name][1]):
                raw = moved[1]
            lower, upper = INTERVAL.search(columns[name][1]).groups()
            assert int(lower, 16) <= int(raw, 16) < int(upper, 16)
    first, second = (f"{word(42, 'hosts.host_id', 2 * index + n):016x}" for n in (0, 1))
    assert first in columns["host_id"][1]
    assert second in columns["host_id"][1]


def test_the_condition_of_a_draw_is_told():
    columns = explained(1234)
    for column in ("classification", "server_type"):
        given = f"given     {column} {columns[column][0]}, drawn above"
        assert given in columns["hardware_model"][1]
    assert "department Investment Banking, drawn" in columns["application_id"][1]
    assert f"scenario {columns['scenario'][0]}, drawn" in columns["variant"][1]


def test_whom_a_host_follows_is_told():
    told = set()
    for index in range(40):
        columns = explained(index)
        application, role = columns["application_id"][0], columns["role"][0]
        for column in COHESIVE_ATTRIBUTES:
            owner = application if column == "region" else f"{application}.{role}"
            notes = columns[column][1]
            raw = word(42, f"hosts.{column}.follows", index)
            follows = raw < int(2**64 * (0.7 if column == "scenario" else 0.9))
            assert f"hosts.{column}.follows, word {index}: 0x{raw:016x}" in notes
            assert (f"follows   {owner}: " in notes) == follows
            assert (f"words of {owner}" in notes) == follows
            assert ("alone     " in notes) != follows
            told.add(follows)
    assert told == {True, False}
    assert "follows" not in explained(5, cohesion_region=0)["region"][1]


def test_quota_tells_the_position_and_how_many_hosts_have_the_behaviour():
    _, notes = explained(1234, allocation="quota")["variant"]
    assert "--config allocation quota" in notes
    assert "34, from 0, of a table that repeats after 100 hosts" in notes
    rows = Fleet(settings_of(allocation="quota")).batch(0, 1235).to_pylist()
    behaviours = [(row["scenario"], row["variant"]) for row in rows]
    assert f"{behaviours.count(behaviours[-1])} of hosts 0 to 1234 have" in notes


def test_the_line_named_is_that_of_the_entry_or_the_value():
    columns = set()
    for index in range(50):
        for column, (value, notes) in explained(index).items():
            for name, line, path, is_entry, shown in PLACE.findall(notes):
                text = Path(name).read_text().splitlines()[int(line) - 1].strip()
                key = path.rpartition(".")[2]
                assert text == (f"- name: {value}" if is_entry else f"{key}: {shown}")
                columns.add(column)
    assert columns == {*explained(0)} - {"host_id", "host_index", "node_name"}


def test_a_host_is_found_by_index_name_and_id():
    hosts = HOSTS_PER_BATCH + 1000
    settings = settings_of(hosts=hosts)
    for index in (0, HOSTS_PER_BATCH - 1, HOSTS_PER_BATCH, hosts - 1):
        [row] = Fleet(settings).batch(index, 1).to_pylist()
        host_id = row["host_id"]
        for text in (str(index), row["node_name"], str(host_id), host_id.hex.upper()):
            assert find_host(settings, text) == index


def test_a_host_of_no_fleet_is_said_to_be_none():
    settings = settings_of()
    [row] = Fleet(settings).batch(2000, 1).to_pylist()
    cases = {
        "2000": "no host 2000: its 2000 hosts",
        "server-000002000": "server-000000000 to server-000001999",
        str(row["host_id"]): "None of the 2000 hosts",
        str(uuid.uuid5(uuid.NAMESPACE_DNS, "x")): "None of the 2000 hosts",
        "server-1234": "a name (server-000001234)",
        "web01": "'web01' is no host",
    }
    for text, message in cases.items():
        with pytest.raises(UnknownHostError, match=re.escape(message)):
            find_host(settings, text)


def call(*arguments, cwd=ROOT):
    command = [sys.executable, str(ROOT / "scripts" / "explain.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_the_script_reads_config_as_genesis_does(tmp_path):
    (tmp_path / "a.yaml").write_text(
        "hosts: 5000\nseed: 1\npeople: 99\n"
        "server_types:\n  - name: linux\n    weight: 1\n"
    )
    (tmp_path / "b.json").write_text(
        '{"seed": 2,\n"regions": [\n{"name": "moon", "weight": 1}]}'
    )
    found = call(
        *("4321", "--configfile", "a.yaml", "b.json", "--config", "allocation=quota"),
        cwd=tmp_path,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("server-000004321 is host 4321 of 5000")
    for note in (
        "b.json:1 seed 2",
        "b.json:3 regions[0] (moon) weight 1.0",
        "a.yaml:5 server_types[0] (linux) weight 1.0",
        "--config allocation quota",
    ):
        assert f" {note}\n" in found.stdout
    assert re.search(r"config/schema.yaml:\d+ stream hs1\n", found.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2000"], "The fleet has no host 2000"),
        (["1", "--config", "hosts=1"], "The config has 1 error"),
        (["1", "--config", "hosts"], "name=value"),
        (["1", "--configfile", "missing.yaml"], "missing.yaml"),
    ],
)
def test_the_script_refuses_without_a_traceback(arguments, message):
    refused = call(*arguments)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
