"""A comparison of two fleets tells what differs, and nothing else."""

import json
from pathlib import Path

import yaml
from horizonscale.config.resolve import resolve
from horizonscale.diff.comparison import compare
from horizonscale.diff.text import diff_text

ROOT = Path(__file__).parents[3]


def config_file(folder, name, **config):
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(config))
    return path


def with_weights(key, **changed):
    entries = json.loads(resolve({}, ROOT / "config"))[key]
    return [
        {**entry, "weight": changed.get(entry["name"], entry["weight"])}
        for entry in entries
    ]


def test_the_text_tells_settings_columns_flows_and_examples(tmp_path):
    moved = with_weights("scenarios", BURST=0.16, CAPACITY_BREACH=0.04)
    a, b = config_file(tmp_path, "a"), config_file(tmp_path, "b", scenarios=moved)
    found = compare(a, b, ROOT)
    lines = diff_text(found).splitlines()
    changed = found["hosts"]["changed"]
    assert f"{changed} of 2,000 hosts differ ({changed / 20:.2f} %)." in lines
    assert "scenarios (BURST).weight            0.15  0.16" in lines
    [flow] = [line for line in lines if line.startswith("CAPACITY_BREACH / IMM")]
    assert flow.split()[3:6] == ["BURST", "/", "MODERATE"]
    assert lines[-1].startswith("server-")
    assert "scenario: CAPACITY_BREACH -> BURST" in lines[-1]
