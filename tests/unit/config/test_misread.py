"""A config is taken as it was written, or refused with the place where it is not.

Snakemake's own loader and parser are called as its command line calls them.
"""

import pytest
from configs import CONFIG
from horizonscale.config.misread import argument_errors, file_errors
from horizonscale.config.reading import load_config
from snakemake.cli import parse_config
from snakemake.common.configfile import load_configfile


@pytest.fixture
def file(tmp_path):
    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("text", "key", "lines"),
    [
        ("seed: 1\nhosts: 5000\nseed: 2\n", "seed", "1 and 3"),
        ("seed: 1\n'seed': 1\n", "seed", "1 and 2"),
        ('{"seed": 1,\n"se\\u0065d": 2}', "seed", "1 and 2"),
        (
            "regions:\n  - name: na\n    weight: 1\n    weight: 1\n",
            "regions[0].weight",
            "3 and 4",
        ),
        ("a: &a {b: 1, b: 2}\nc: *a\n", "a.b", "1 and 1"),
    ],
)
def test_a_key_given_twice(file, text, key, lines):
    [error] = file_errors(file(text))
    assert str(error) == (
        f"{key}: is given twice in mine.yaml, lines {lines}. Remove one."
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("017", "15"),
        ("1:30", "90"),
        ("0x1F", "31"),
        ("0b11", "3"),
        ("no", "False"),
        ("On", "True"),
        (".nan", "nan"),
        ("1.0e+400", "inf"),
        ("1.0e-400", "0.0"),
        ("0.3000000000000000000001", "0.3"),
    ],
)
def test_a_value_read_as_something_else(file, written, read):
    text = f"company: A\nregions: [{{name: {written}}}]\n"
    [error] = file_errors(file(text))
    assert (error.key, error.value) == ("regions[0].name", written)
    assert error.allowed == f"is read as {read}, in line 2 of mine.yaml."
    assert "quote it" in error.remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hosts: 3000\nweight: 0.10\ngrowth: -1.5e+2\nplus: +5\nmany: 10_000\n",
        "date: 2023-01-01\ntext: '017'\nword: \"no\"\nflag: true\nnone: ~\n",
        "list: &a [1, 0.5]\nagain: *a\nbase: &b {x: 1}\nmerged: {<<: *b, y: 2}\n",
        "folded: >-\n  017\n  no\ntagged: !!str NO\n1: 2\n",
        "hosts: {{ hosts }}\n",  # no key is a mapping: who loads the file says so
        '{"seed": 5,\n\t"company": "\\u00e9 🚀"}',
    ],
)
def test_what_is_read_as_it_was_written(file, text):
    assert file_errors(file(text)) == []


def test_the_files_of_the_workflow_are_read_as_they_were_written():
    for path in CONFIG.rglob("*.yaml"):
        assert file_errors(path) == []


def test_json_that_is_no_yaml(file):
    path = file('{"company": "\\ud83d\\ude80"}')
    assert load_configfile(path) == {"company": "🚀"}
    assert load_config(path) == {"company": "🚀"}
    assert file_errors(path) == []


def test_all_errors_of_a_file_are_told(file):
    errors = file_errors(file("seed: 017\nhosts: 1:30\nseed: 2\n"))
    assert [error.key for error in errors] == ["seed", "hosts", "seed"]


@pytest.mark.parametrize(
    ("argument", "read"),
    [
        ("company=Bank # 5", "Bank"),
        ("company=&a b", "b"),
        ("company= a", "a"),
        ("hosts=2000.00000000000000001", "2000.0"),
        ("hosts=1e400", "inf"),
        ("hosts=nan", "nan"),
    ],
)
def test_an_argument_read_as_something_else(argument, read):
    key, _, text = argument.partition("=")
    [error] = argument_errors([argument], parse_config([argument]))
    assert (error.key, error.value) == (key, text)
    assert error.allowed == f"is read as {read}, as YAML without its quotes."
    assert "--configfile" in error.remedy


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("hosts=10_000", 10_000),
        ("hosts=2e3", 2000.0),
        (f"seed={2**64 - 1}", 2**64 - 1),
        ("start_date=2024-02-29", "2024-02-29"),
        ("company=NO", "NO"),
        ("company='a b'", "a b"),
        ("company=O'Brien", "O'Brien"),
        ("company=a=b", "a=b"),
        ("company=$(touch x); `touch y`", "$(touch x); `touch y`"),
        ("hosts=", None),
    ],
)
def test_an_argument_read_as_it_was_written(argument, value):
    parsed = parse_config([argument])
    assert argument_errors([argument], parsed) == []
    assert parsed == {argument.partition("=")[0]: value}


def test_an_argument_given_twice():
    arguments = ["seed=1", "hosts=5000", "seed=2"]
    [error] = argument_errors(arguments, parse_config(arguments))
    assert str(error) == "seed: is given twice to --config. Remove one."
