"""Each case of the table, by each way in: refused in few words, or accepted and right.

Snakemake's own loader and parser are called as its command line calls them.
"""

import unicodedata
from pathlib import Path

import pytest
import yaml
from horizonscale.config_files import argument_faults, file_faults, load_yaml
from horizonscale.faults import SettingsError
from horizonscale.settings import resolve
from snakemake.cli import parse_config
from snakemake.common.configfile import load_configfile

from .cases import ARGUMENTS, FILES, Accepted, Refused

CONFIG = Path(__file__).parents[2] / "config"
DEFAULT_FLEET, SCHEMA = CONFIG / "config.yaml", CONFIG / "schema.yaml"
KEYS = tuple(yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))["properties"])
MOST_LINES = 10
LONGEST_LINE = 500


def check(case, attempt):
    """Hold what comes of a config against its case."""
    if isinstance(case, Accepted):
        found = attempt()
        assert {key: found[key] for key in case.settings} == case.settings
        return
    with pytest.raises(SettingsError) as refusal:
        attempt()
    text = str(refusal.value)
    lines = text.splitlines()
    assert any(
        line.startswith(f"  {case.key}: ")
        and case.shows in text
        and case.remedy in text
        for line in lines
    ), text
    keys = [fault.key for fault in refusal.value.faults]
    assert len(keys) == len({*keys}), "one mistake is one fault"
    check_form(text)


def check_form(text):
    """Nothing breaks a line or hides, and all of it can be read."""
    lines = text.split("\n")
    assert len(lines) <= MOST_LINES
    assert all(line.startswith("  ") for line in lines[1:])
    assert max(map(len, lines)) < LONGEST_LINE
    assert not [
        character
        for line in lines
        for character in line
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


@pytest.fixture
def file_of(tmp_path):
    def write(case):
        path = tmp_path / "case.yaml"
        given = case.given
        path.write_bytes(given if isinstance(given, bytes) else given.encode())
        return path

    return write


def failure(path):
    """Return the name of what Snakemake's loader raises: pytest is slow at that."""
    try:
        load_configfile(path)
    except Exception as error:
        return type(error).__name__
    return None


@pytest.mark.parametrize("name", FILES)
def test_a_file_for_configfile(file_of, name):
    case = FILES[name]
    path = file_of(case)
    if isinstance(case, Refused) and case.snakemake:
        assert failure(path) == case.snakemake
        return
    config = load_configfile(path)
    check(case, lambda: resolve(config, DEFAULT_FLEET, SCHEMA, file_faults([path])))


@pytest.mark.parametrize("name", FILES)
def test_an_edit_of_the_default_fleet(file_of, name):
    path = file_of(FILES[name])
    check(FILES[name], lambda: resolve(load_yaml(path), DEFAULT_FLEET, SCHEMA))


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_argument(name):
    arguments = str(ARGUMENTS[name].given).split("\n")
    faults = argument_faults(arguments)
    config = parse_config(arguments)
    check(ARGUMENTS[name], lambda: resolve(config, DEFAULT_FLEET, SCHEMA, faults))


@pytest.mark.parametrize("key", KEYS)
def test_a_key_one_letter_off(key):
    typos = {key[:n] + key[n + 1 :] for n in range(len(key))}
    typos |= {key[:n] + "x" + key[n + 1 :] for n in range(len(key))}
    typos |= {key[:n] + key[n] + key[n:] for n in range(len(key))}
    with pytest.raises(SettingsError) as refusal:
        resolve(dict.fromkeys(typos, 1), DEFAULT_FLEET, SCHEMA)
    faults = {fault.key: fault.remedy for fault in refusal.value.faults}
    assert faults == dict.fromkeys(typos, f"Did you mean {key}?")
