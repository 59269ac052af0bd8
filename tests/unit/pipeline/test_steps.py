"""What each step reads of the config and of the sources, and what it comes after."""

from pathlib import Path

import pytest
from configs import DEFAULT, ROOT, TELEMETRY
from horizonscale.config.parsing import types
from horizonscale.pipeline.sources import Sources
from horizonscale.pipeline.steps import BUILDING, STEPS, steps_before

HOW = {"shards", "step_files"}  # how a fleet is made, and not what it is


def keys(step):
    part = STEPS[step].settings
    return [*types(part)] if part else []


def test_every_key_is_read_by_one_step_that_builds():
    read = [key for step in BUILDING for key in keys(step)]
    assert sorted(read) == sorted(DEFAULT.keys() - HOW - TELEMETRY)


def test_the_audit_reads_every_key_that_says_what_is_built():
    assert set(keys("audit")) == DEFAULT.keys() - HOW - TELEMETRY


def test_seeding_reads_all_that_a_shard_reads():
    assert set(keys("seed_shard")) < set(keys("seed_hosts"))
    sources = Sources(ROOT)
    more = set(sources.modules("seed_shard")) - set(sources.modules("seed_hosts"))
    assert more == {"scripts/seed_shard.py"}


def test_every_sql_file_is_read_by_a_step():
    sources = Sources(ROOT)
    read = {name for step in STEPS for name in sources.files(step)}
    there = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("sql/**/*.sql")}
    # What compares two fleets is no step.
    apart = {name for name in there if name.startswith("sql/diff/")}
    assert there - apart == {name for name in read if name.endswith(".sql")}


def test_steps_that_work_out_fingerprints_depend_on_their_definition():
    sources = Sources(ROOT)
    text = "database.fingerprints import"
    using = {
        step
        for step in STEPS
        if any(text in (ROOT / name).read_text() for name in sources.modules(step))
    }
    for step in (*BUILDING, "seed_shard", "audit"):
        assert step in using
        assert "sql/fingerprint.sql" in sources.files(step)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_script_and_a_rule(step):
    assert (ROOT / "scripts" / f"{STEPS[step].script}.py").is_file()
    rules = Path(ROOT, "Snakefile" if step == "genesis" else f"rules/{step}.smk")
    assert f"rule {step}:" in rules.read_text(encoding="utf-8")


def test_what_a_step_comes_after():
    assert steps_before("db_create") == ()
    assert steps_before("seed_hosts") == ("db_create", "schema")
    assert steps_before("seed_shard") == ()
