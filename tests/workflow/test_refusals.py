"""What is refused before anything is touched, and what a failed run leaves."""

import json

import pytest

from .conftest import CHAIN


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
    assert finished.database.read_bytes() != published
    assert finished.run("--cores", "1", "verify", "--config", "seed=5").status == 0
