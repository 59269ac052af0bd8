"""What is refused before anything is touched, and what a failed run leaves."""

import json
import shutil

import pytest

from .conftest import CHAIN, Workflow, copy_sources


def untouched(workflow):
    files = [path for path in workflow.folder.glob("results/**/*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (["hosts=many"], ["hosts", "'many'", "whole number"]),
        (["hosts=0"], ["hosts", "0", "from 1"]),
        (["hosts=100"], ["hosts", "100", "688", "quota"]),
        (["hots=2000"], ["hots", "Did you mean hosts?"]),
        (
            ["seed=-1", "keys=enforce"],
            ["seed: -1", "'enforce'", "enforced", "2 faults"],
        ),
        (["start_date=2026-01-01"], ["start_date", "2026-01-01", "end_date"]),
        (["end_date=2025-02-29"], ["end_date", "2025-02-29"]),
    ],
)
def test_bad_config(finished, changes, words):
    before = untouched(finished)
    run = finished.genesis(*changes)
    assert run.status != 0
    assert all(word in run.text for word in words), run.text
    assert "Traceback" not in run.text
    assert 'File "' not in run.text
    assert untouched(finished) == before


def test_unquoted_dates_are_dates(fresh):
    config = fresh.folder / "dates.yaml"
    config.write_text("start_date: 2024-02-01\nend_date: 2024-02-29\n")
    run = fresh.run("--cores", "1", "genesis", "--configfile", str(config))
    assert run.status == 0, run.text
    assert fresh.query("SELECT count(*) FROM time_periods") == [(29,)]


def test_a_key_replaces_its_whole_value(fresh):
    config = fresh.folder / "mine.yaml"
    config.write_text(
        'regions: [{name: moon, weight: 0.5}, {name: "x\'; DROP TABLE hosts; --",'
        " weight: 0.5}]\n"
    )
    run = fresh.run("--cores", "1", "genesis", "--configfile", str(config))
    assert run.status == 0, run.text
    assert fresh.query("SELECT DISTINCT region FROM hosts ORDER BY ALL") == [
        ("moon",),
        ("x'; DROP TABLE hosts; --",),
    ]


@pytest.mark.parametrize(
    "name", ["sql/create_tables.sql", "scripts/calendar.py", "sql/audit/host_count.sql"]
)
def test_a_missing_source_file(finished, name):
    before = untouched(finished)
    (finished.folder / name).unlink()
    run = finished.genesis()
    assert run.status != 0
    assert name.rpartition("/")[2] in run.text
    assert "Traceback" not in run.text
    assert untouched(finished) == before


def test_a_ddl_without_its_tables(finished):
    (finished.folder / "sql" / "create_tables.sql").write_text("-- nothing\n")
    run = finished.genesis()
    assert run.status != 0
    assert "does not create hierarchy" in run.text
    assert "Traceback" not in run.text


@pytest.mark.parametrize("name", ["horizonscale/__init__.py", "horizonscale.py"])
def test_another_library_than_that_of_the_digests(finished, tmp_path, name):
    before = untouched(finished)
    if name.endswith("__init__.py"):
        library = finished.folder / "scripts" / "horizonscale"
        shutil.copytree(library, tmp_path / "other" / "horizonscale")
    else:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / name).touch()
    run = finished.run(environment={"PYTHONPATH": str(tmp_path / "other")})
    assert run.status != 0
    assert f"found the package horizonscale in {tmp_path / 'other' / name}" in run.text
    assert "PYTHONPATH" in run.text
    assert "Traceback" not in run.text
    assert untouched(finished) == before


TWO_CLONES = """
module one:
    snakefile: "one/Snakefile"
    config: {"hosts": 900}
    prefix: "first"


use rule * from one as one_*


module two:
    snakefile: "two/Snakefile"
    config: {"hosts": 900}
    prefix: "second"


use rule * from two as two_*
"""


def test_two_clones_in_one_workflow(tmp_path):
    """The second would be built by the library of the first."""
    for name in ("one", "two"):
        copy_sources(tmp_path / name)
    (tmp_path / "Snakefile").write_text(TWO_CLONES)
    run = Workflow(tmp_path).run("--cores", "1", "two_genesis")
    assert run.status != 0
    assert str(tmp_path / "one/scripts/horizonscale/__init__.py") in run.text
    assert str(tmp_path / "two/scripts/horizonscale") in run.text
    assert "modules of one clone only" in run.text
    assert "Traceback" not in run.text
    assert not (tmp_path / "second").exists()


def test_verify_without_a_database(fresh):
    run = fresh.run("--cores", "1", "verify")
    assert run.status != 0
    assert "run genesis first" in run.text
    assert "Traceback" not in run.text


def test_a_failing_audit_publishes_nothing_and_heals(finished):
    published = finished.database.read_bytes()
    check = finished.folder / "sql" / "audit" / "host_count.sql"
    honest = check.read_text()
    check.write_text("SELECT 'hosts' AS subject, 1999 AS actual")
    for _ in range(2):  # the second run must not take the failure for a success
        run = finished.genesis("seed=5")
        assert run.status != 0
        assert "genesis" not in run.rules
        for text in (run.text, (finished.folder / "logs" / "audit.log").read_text()):
            assert "host_count" in text
            assert "2000" in text
            assert "1999" in text
        assert "Traceback" not in run.text
        assert finished.database.read_bytes() == published
        assert not (finished.folder / "results" / "audit.json").exists()
        report = json.loads((finished.folder / "logs" / "audit.json").read_text())
        assert report["success"] is False
    check.write_text(honest)
    assert finished.genesis("seed=5").rules == list(CHAIN[4:])
    assert not (finished.folder / "logs" / "audit.json").exists()
    assert finished.database.read_bytes() != published
    assert finished.run("--cores", "1", "verify", "--config", "seed=5").status == 0
