"""Explanations are those of the fleet, and name the lines that led to them."""

import copy
import json
import random
import subprocess
import sys
import uuid
from fractions import Fraction
from pathlib import Path

import pytest
from horizonscale.explain import explain
from horizonscale.explain_draws import choose
from horizonscale.explain_names import node_name
from horizonscale.explain_origins import Origins
from horizonscale.explain_search import HOSTS_PER_BATCH, UnknownHostError, find_host
from horizonscale.explain_text import explanation_text
from horizonscale.fleet import Fleet
from horizonscale.streams import words

ROOT = Path(__file__).parents[3]
FLEET, SCHEMA = ROOT / "config/config.yaml", ROOT / "config/schema.yaml"
GOLDEN = ROOT / "tests/golden/hosts.json"


def origins(settings, files=(FLEET,), command_line=()):
    return Origins(settings, files, dict(command_line), SCHEMA)


def values(settings, index):
    return {one.name: one.value for one in explain(settings, origins(settings), index)}


def explained(settings, index, column, **places):
    found = explain(settings, origins(settings, **places), index)
    return next(one for one in found if one.name == column)


@pytest.fixture(params=["random", "quota"])
def settings(request, default_settings):
    return {**default_settings, "allocation": request.param}


def test_explanations_are_the_rows_of_the_fleet(settings):
    fleet = Fleet(settings)
    source = random.Random(4)
    places = origins(settings)
    for start in [0, *(source.randrange(10**9 - 16) for _ in range(100))]:
        for row in fleet.batch(start, 16).to_pylist():
            mine = explain(settings, places, row["host_index"])
            assert {one.name: one.value for one in mine} == row
            assert [one.name for one in mine] == list(row)


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_explanations_are_the_golden_hosts(default_settings, allocation):
    golden = json.loads(GOLDEN.read_text())[allocation]
    assert len(golden) == 10
    for row in golden:
        index = int(row["host_index"])
        mine = values({**default_settings, "allocation": allocation}, index)
        assert {name: str(value) for name, value in mine.items()} == row


def test_weights_of_zero_and_odd_fleets_agree_too(default_settings):
    settings = copy.deepcopy(default_settings)
    settings |= {"seed": 2**64 - 1, "applications_per_department": 7}
    weights = (0.0, 0.333333, 0.0, 0.666667)
    for entry, weight in zip(settings["regions"], weights, strict=True):
        entry["weight"] = weight
    for row in Fleet(settings).batch(5000, 500).to_pylist():
        assert values(settings, row["host_index"]) == row


def test_a_draw_lies_in_its_interval(default_settings):
    weights = [Fraction(str(entry["weight"])) for entry in default_settings["regions"]]
    for index in range(200):
        draw = explained(default_settings, index, "region").draw
        assert draw.word == int(words("hs1", 42, "hosts.region", index, 1)[0])
        assert draw.lower <= draw.word < draw.upper
        assert draw.high - draw.low == weights[draw.chosen]
        assert draw.low == sum(weights[: draw.chosen])


def test_a_word_at_a_threshold_belongs_to_the_next_class():
    third = [Fraction(1, 3)] * 3
    threshold = 2**64 // 3
    assert choose(threshold - 1, third)[0] == 0
    assert choose(threshold, third)[0] == 1
    assert choose(2**64 - 1, third)[0] == 2
    assert choose(0, [Fraction(0), Fraction(1)])[0] == 1


def test_the_bits_that_make_a_word_an_id_are_told(default_settings):
    first = int(words("hs1", 42, "hosts.host_id", 2468, 1)[0])
    notes = explained(default_settings, 1234, "host_id").notes
    assert notes[0] == ("words", f"hosts.host_id, word 2468: 0x{first:016x}")
    assert f"from {first >> 12 & 15:04b} to 0100" in notes[2][1]


def test_both_draws_of_a_pair_are_told(default_settings):
    model = explained(default_settings, 1234, "hardware_model")
    assert ("given", "classification virtual, drawn above") in model.notes
    application = explained(default_settings, 1234, "application_id")
    assert application.notes[0][1] == "department Investment Banking, drawn above"
    assert application.notes[1][1].startswith("10 of 12")


def test_quota_tells_the_position_and_no_draw(default_settings):
    settings = {**default_settings, "allocation": "quota"}
    scenario = explained(settings, 1234, "scenario")
    assert scenario.draw is None
    notes = dict(scenario.notes)
    assert notes["position"] == "34, from 0, of a table that repeats after 100 hosts"
    rows = Fleet(settings).batch(0, 1235).to_pylist()
    alike = [row for row in rows if row["scenario"] == scenario.value]
    alike = [row for row in alike if row["variant"] == rows[-1]["variant"]]
    assert notes["count"].startswith(f"{len(alike)} of hosts 0 to 1234 ")


def line_of(note):
    """Return the text of the line that a note points to."""
    place = note.split(" ")[0]
    name, _, number = place.rpartition(":")
    return Path(name).read_text().splitlines()[int(number) - 1]


@pytest.mark.parametrize(
    "column",
    ["region", "server_type", "department", "hardware_model", "scenario", "variant"],
)
def test_the_line_named_is_that_of_the_entry(default_settings, column):
    for index in range(50):
        attribute = explained(default_settings, index, column)
        assert line_of(attribute.notes[-1][1]).strip() == f"- name: {attribute.value}"


@pytest.mark.parametrize("column", ["cpu_cores", "storage_capacity_mb", "risk"])
def test_the_line_named_is_that_of_the_value(default_settings, column):
    attribute = explained(default_settings, 7, column)
    assert line_of(attribute.notes[0][1]).strip() == f"{column}: {attribute.value}"


REGIONS = [{"name": "moon", "weight": 0.25}, {"name": "mars", "weight": 0.75}]


def test_a_later_file_and_the_command_line_come_first(default_settings, tmp_path):
    mine, other = tmp_path / "mine.yaml", tmp_path / "other.json"
    mine.write_text(
        "# mine\nregions:\n- {name: x, weight: 0.25}\n- {name: y, weight: 0.75}\n"
        "seed: 7\n"
    )
    settings = {**default_settings, "regions": REGIONS, "seed": 7}
    place = origins(settings, [FLEET, mine])
    assert place.entry("regions", 1).endswith("mine.yaml:4 regions[1] (mars)")
    assert place.value("seed").endswith("mine.yaml:5 seed 7")
    other.write_text('{"regions":\n  [{"name": "moon", "weight": 0.25},\n {}]}')
    place = origins(settings, [FLEET, mine, other])
    assert place.entry("regions", 1).endswith("other.json:3 regions[1] (mars)")
    assert place.value("seed").endswith("mine.yaml:5 seed 7")
    place = origins(settings, [FLEET, mine], {"regions": REGIONS}.items())
    assert place.entry("regions", 1) == "--config regions[1] (mars)"


def test_aliases_and_merged_keys_are_found(default_settings, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "regions:\n  - &one\n    name: moon\n    weight: 0.25\n"
        "  - <<: *one\n    name: mars\nserver_types: *one\n"
    )
    settings = {**default_settings, "regions": REGIONS}
    place = origins(settings, [FLEET, mine])
    assert ":5 " in place.entry("regions", 1)
    assert ":4 " in place.entry("regions", 1, "weight")
    assert ":6 " in place.entry("regions", 1, "name")


def test_a_default_of_the_schema_is_found(default_settings):
    note = origins(default_settings).value("allocation")
    assert note.endswith(" allocation random")
    assert line_of(note).strip() == "default: random"


def test_a_host_is_found_by_index_name_and_id(default_settings):
    hosts = HOSTS_PER_BATCH + 1000
    settings = {**default_settings, "hosts": hosts}
    for index in (0, 1234, HOSTS_PER_BATCH - 1, HOSTS_PER_BATCH, hosts - 1):
        [row] = Fleet(settings).batch(index, 1).to_pylist()
        host_id = row["host_id"]
        for text in (str(index), row["node_name"], str(host_id), host_id.hex.upper()):
            assert find_host(settings, text) == index


def test_a_host_of_no_fleet_is_said_to_be_none(default_settings):
    [row] = Fleet(default_settings).batch(2000, 1).to_pylist()
    cases = {
        "2000": "no host 2000: its 2000 hosts",
        "server-000002000": "server-000000000 to server-000001999",
        "server-1234": "Did you mean server-000001234?",
        str(row["host_id"]): "None of the 2000 hosts",
        str(uuid.uuid5(uuid.NAMESPACE_DNS, "x")): "those have version 4",
        "web01": "'web01' is no host",
        "-1": "'-1' is no host",
    }
    for text, words_of_message in cases.items():
        with pytest.raises(UnknownHostError, match=r".") as error:
            find_host(default_settings, text)
        assert words_of_message in str(error.value)


def test_no_share_is_rounded_out_of_its_interval(default_settings):
    found = explain(default_settings, origins(default_settings), 1234)
    text = explanation_text(node_name(1234), found)
    assert "[0x4000000000000000, 0x10000000000000000) = [0.25, 1) of 2^64" in text
    assert "0xebc9f8b519b98887 = 0.92105059 of 2^64" in text


def call(*arguments, cwd=ROOT):
    command = [sys.executable, str(ROOT / "scripts" / "explain.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_the_script_reads_config_as_genesis_does(tmp_path):
    (tmp_path / "a.yaml").write_text("hosts: 5000\nseed: 1\n")
    (tmp_path / "b.yaml").write_text("seed: 2\n")
    found = call(
        *("4321", "--configfile", "a.yaml", "b.yaml", "--config", "allocation=quota"),
        cwd=tmp_path,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("server-000004321 is host 4321 of 5000")
    assert "b.yaml:1 seed 2" in found.stdout
    assert "--config allocation quota" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2000"], "The fleet has no host 2000"),
        (["1", "--config", "hosts=1"], "The config has 1 fault"),
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
