"""Faults are worded for the person who wrote the config."""

import pytest
from horizonscale.faults import Fault, SettingsError, path_text, schema_faults

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["size"],
    "properties": {
        "size": {
            "description": "How many.",
            "type": "integer",
            "minimum": 1,
            "maximum": 9,
        },
        "mode": {"description": "Which way.", "enum": ["fast", "slow"]},
        "names": {
            "description": "Who.",
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"name": {"description": "A name.", "type": "string"}},
            },
        },
    },
}


def lines(settings):
    return [str(fault) for fault in schema_faults(settings, SCHEMA)]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "size: is missing. How many."),
        ({"size": None}, "size: must be a whole number from 1 to 9. How many."),
        (
            {"size": 1, "mode": "fats"},
            "mode: 'fats': must be one of fast, slow. Did you mean fast?",
        ),
        (
            {"size": 1, "zzz": 2},
            "zzz: is not a key of the config. Keys here: mode, names, size.",
        ),
        ({"size": 1, "names": []}, "names: []: must be a list of 1 to 2 entries. Who."),
        (
            {"size": 1, "names": [{"name": "a"}, {"name": True}]},
            "names[1].name: True: must be text. A name. YAML reads bare yes, no, on and"
            " off as true or false: quote it.",
        ),
    ],
)
def test_one_fault_is_one_line(settings, line):
    assert lines(settings) == [line]


def test_a_sound_config_has_no_faults():
    assert lines({"size": 1, "mode": "slow", "names": [{"name": "a"}]}) == []


def test_faults_come_in_the_order_of_their_keys():
    found = lines({"mode": "x", "names": {}, "size": "x"})
    assert [line.partition(":")[0] for line in found] == ["mode", "names", "size"]


def test_long_values_are_cut():
    for value in ("x" * 10_000, list(range(10_000)), {n: n for n in range(10_000)}):
        (line,) = lines({"size": value})
        assert len(line) < 200
        assert "..." in line


def test_values_cannot_break_the_line_or_colour_the_terminal():
    for text in ("a\nb", "a\rb", "a\x1b[31mb", "a\u2028b"):
        (line,) = lines({"size": text})
        assert len(line.splitlines()) == 1
        assert "\x1b" not in line
        (line,) = lines({"size": 1, text: 1})
        assert len(line.splitlines()) == 1
        assert "\x1b" not in line


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ([], ""),
        (["regions"], "regions"),
        (["regions", 1], "regions[1] (b)"),
        (["regions", 1, "weight"], "regions[1] (b).weight"),
        (["regions", 0, "weight"], "regions[0].weight"),
    ],
)
def test_a_path_names_the_entries_of_lists(path, text):
    settings = {"regions": [{"weight": 1}, {"name": "b", "weight": 1}]}
    assert path_text(path, settings) == text


@pytest.mark.parametrize(
    ("key", "top"),
    [
        ("regions", "regions"),
        ("regions[1] (a.b[c]).weight", "regions"),
        ("a.b", "a"),
    ],
)
def test_the_key_of_the_config_that_a_fault_is_in(key, top):
    assert Fault(key, None, "", "").top_key == top


@pytest.mark.parametrize(
    ("count", "head", "length"),
    [
        (1, "The config has 1 fault:", 2),
        (8, "The config has 8 faults:", 9),
        (9, "The config has 9 faults:", 10),
        (500, "The config has 500 faults:", 10),
    ],
)
def test_an_error_counts_its_faults_and_has_at_most_ten_lines(count, head, length):
    error = SettingsError(Fault(f"k{n}", n, "is wrong.", "Mend.") for n in range(count))
    text = str(error).splitlines()
    assert text[0] == head
    assert text[1] == "  k0: 0: is wrong. Mend."
    assert len(text) == length
    assert len(error.faults) == count
    assert isinstance(error, ValueError)
