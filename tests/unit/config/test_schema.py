"""Faults are worded for the person who wrote the config."""

import pytest
from horizonscale.config.schema import schema_errors

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
    return [str(error) for error in schema_errors(settings, SCHEMA)]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "size: is missing. How many."),
        (
            {"size": None},
            "size: has no value: it must be a whole number from 1 to 9. How many.",
        ),
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
def test_one_error_is_one_line(settings, line):
    assert lines(settings) == [line]


def test_a_sound_config_has_no_errors():
    assert lines({"size": 1, "mode": "slow", "names": [{"name": "a"}]}) == []


def test_errors_come_in_the_order_of_their_keys():
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
