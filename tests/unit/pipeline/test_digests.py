"""The digest of a step covers all that its result depends on, and nothing else."""

import json
import shutil

import pytest
from configs import DEFAULT, ROOT, TELEMETRY, config
from horizonscale.pipeline import digests as module
from horizonscale.pipeline.digests import ConfiguredSteps, versions
from horizonscale.pipeline.steps import STEPS, steps_before

OTHER = {
    **{key: value + 1 for key, value in DEFAULT.items() if isinstance(value, int)},
    **{key: f"{value}x" for key, value in DEFAULT.items() if isinstance(value, str)},
    **{key: value[1:] for key, value in DEFAULT.items() if isinstance(value, list)},
    **{key: value / 2 for key, value in DEFAULT.items() if isinstance(value, float)},
    "start_date": "2023-01-02",
    "end_date": "2025-12-30",
}


def digests(root=ROOT, **changes):
    steps = ConfiguredSteps(root, config(**changes))
    return {step: steps.digest(step) for step in STEPS}


@pytest.fixture(scope="module")
def default():
    return digests()


@pytest.mark.parametrize("key", DEFAULT)
def test_a_key_changes_the_steps_that_read_it_and_what_follows(default, key):
    readers = {step for step in STEPS if key in json.loads(slice_of(step))}
    after = {step for step in STEPS if readers & {*steps_before(step)}}
    changed = digests(**{key: OTHER[key]})
    assert {step for step in STEPS if changed[step] != default[step]} == readers | after
    assert bool(readers) == (key not in {"shards", "step_files", *TELEMETRY})


def slice_of(step):
    return ConfiguredSteps(ROOT, config()).config(step)


def test_a_source_changes_the_steps_that_read_it_and_what_follows(tmp_path, default):
    for name in ("scripts", "sql"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert digests(tmp_path) == default, "wherever the workflow stands"
    with (tmp_path / "sql" / "time_periods.sql").open("a") as file:
        file.write("-- edited\n")
    changed = digests(tmp_path)
    assert {step for step in STEPS if changed[step] != default[step]} == {
        "calendar",
        "audit",
        "genesis",
    }


def test_a_package_changes_the_steps_that_need_it(monkeypatch, default):
    def version(name):
        return "0" if name == "faker" else original(name)

    original = module._version
    monkeypatch.setattr(module, "_version", version)
    changed = digests()
    assert {step for step in STEPS if changed[step] != default[step]} == {
        "seed_hosts",
        "calendar",
        "audit",
        "genesis",
    }


def test_packages_are_named_with_their_versions(monkeypatch):
    import duckdb

    assert versions("calendar") == f"duckdb {duckdb.__version__}"
    assert module._version("no-such-package") == "missing"
