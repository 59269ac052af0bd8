"""What is refused before anything is touched, and what a failed run leaves."""

import json
import os
import subprocess
import sys

import duckdb
import pytest

from .conftest import Workflow, copy_sources, from_step


def untouched(workflow):
    files = [path for path in workflow.folder.glob("results/**/*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            ["hots=5000", "keys=enforce", "hosts=many", "end_date=2025-02-29"],
            ["4 errors", "Did you mean hosts?", "'enforce'", "'many'", "2025-02-29"],
        ),
        (["hosts=100"], ["hosts", "100", "688", "quota"]),
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


def test_unquoted_dates_and_a_key_that_replaces_its_whole_value(finished):
    (finished.folder / "mine.yaml").write_text(
        "start_date: 2024-02-01\nend_date: 2024-02-29\n"
        'regions: [{name: moon, weight: 0.5}, {name: "x\'; DROP TABLE hosts; --",'
        " weight: 0.5}]\n"
    )
    run = finished.run("--cores", "1", "genesis", "--configfile", "mine.yaml")
    assert run.status == 0, run.text
    assert finished.query("SELECT count(*) FROM time_periods") == [(29,)]
    assert finished.query("SELECT DISTINCT region FROM hosts ORDER BY ALL") == [
        ("moon",),
        ("x'; DROP TABLE hosts; --",),
    ]


def test_a_missing_source_file(finished):
    before = untouched(finished)
    for name in ("sql/create_tables.sql", "scripts/time_periods.py"):
        text = (finished.folder / name).read_text()
        (finished.folder / name).unlink()
        run = finished.genesis()
        (finished.folder / name).write_text(text)
        assert run.status != 0
        assert name.rpartition("/")[2] in run.text
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


def test_another_library_than_that_of_the_digests(tmp_path):
    """The second would be built by the library of the first."""
    for name in ("one", "two"):
        copy_sources(tmp_path / name)
    (tmp_path / "Snakefile").write_text(TWO_CLONES)
    for path in (tmp_path / "two/scripts/horizonscale").iterdir():
        if path.is_dir():  # of a release whose library lies otherwise
            path.rename(path.with_name(f"new_{path.name}"))
    run = Workflow(tmp_path).run("--cores", "1", "two_genesis")
    assert run.status != 0
    assert str(tmp_path / "one/scripts/horizonscale") in run.text
    assert str(tmp_path / "two/scripts/horizonscale") in run.text
    assert "modules of one clone only" in run.text
    assert "PYTHONPATH" in run.text
    assert "Traceback" not in run.text
    assert not (tmp_path / "second").exists()


def test_an_environment_without_the_packages(fresh, tmp_path):
    hidden = "import sys\nsys.modules['duckdb'] = sys.modules['polars'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hidden)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    for rule in ("genesis", "verify"):
        run = fresh.run("--cores", "1", rule, environment={"PYTHONPATH": path})
        assert run.status != 0
        assert "The steps need duckdb, polars, which this environment" in run.text
        assert "pip install --requirement requirements/genesis.lock" in run.text
        assert "Traceback" not in run.text
    assert not (fresh.folder / "results").exists()


def test_a_module_in_a_folder_that_duckdb_cannot_work_in(tmp_path):
    copy_sources(tmp_path / "one")
    one, _, _ = TWO_CLONES.partition("module two")
    (tmp_path / "Snakefile").write_text(one.replace('"first"', '"first?"'))
    run = Workflow(tmp_path).run("--cores", "1", "one_genesis")
    assert run.status != 0
    assert f"The path {tmp_path}/first?/results has ? in it" in run.text
    assert "Traceback" not in run.text


def test_verify_without_a_database(fresh):
    run = fresh.run("--cores", "1", "verify")
    assert run.status != 0
    assert "There is no results/horizonscale_synth.db: run genesis first." in run.text
    assert "Traceback" not in run.text


def test_what_reads_a_fleet_neither_replaces_it_nor_judges_it_by_another(finished):
    """A fleet was published with a config, and the next command leaves it out."""
    config = '{hosts: 2100, company: "A: b # c, {d}"}'
    (finished.folder / "mine.yaml").write_text(config)
    run = finished.run("--cores", "1", "genesis", "--configfile", "mine.yaml")
    assert run.status == 0, run.text
    published = finished.database.read_bytes()
    for rule in ("export", "verify"):
        run = finished.run("--cores", "1", rule)
        assert (run.status, run.rules) == (0, [rule]), run.text
    exported = finished.folder / "results/export/parquet/hosts.parquet"
    assert duckdb.sql(f"SELECT count(*) FROM '{exported}'").fetchall() == [(2100,)]
    for rule in ("export", "report", "verify", "results/export/csv/hosts.csv"):
        run = finished.run("--cores", "1", rule, "--config", "hosts=2200")
        assert run.status != 0
        assert "hosts: 2100 was published, 2200 is given" in run.text
        assert "company: 'A: b # c, {d}' was published" in run.text
        assert "Traceback" not in run.text
    assert finished.database.read_bytes() == published
    told = finished.folder / "scripts/explain.py"
    for words, is_other in (([], True), (["--configfile", "mine.yaml"], False)):
        call = subprocess.run(
            [sys.executable, "-P", str(told), "28", *words],
            cwd=finished.folder,
            capture_output=True,
            text=True,
        )
        assert call.returncode == 0
        assert ("has another config" in call.stderr) == is_other
    # A library that changed makes the same fleet again, by jobs that know its config.
    (finished.folder / "sql/time_periods.sql").open("a").write("-- later\n")
    run = finished.run("--cores", "1", "export")
    assert run.rules == [*from_step("calendar"), "export"], run.text
    assert finished.query("SELECT count(*) FROM hosts") == [(2100,)]
    assert finished.run("--cores", "1", "genesis", "export").status == 0
    assert finished.query("SELECT count(*) FROM hosts") == [(2000,)]


def test_a_folder_that_duckdb_cannot_work_in(fresh, tmp_path):
    name = "what?"
    run = fresh.run("--cores", "1", "genesis", "--directory", str(tmp_path / name))
    assert run.status != 0
    assert "HorizonScale Genesis cannot start" in run.text
    assert name in run.text
    assert "Traceback" not in run.text
    assert not list((tmp_path / name).glob("results"))


def test_a_failing_audit_publishes_nothing_and_heals(finished):
    published = finished.database.read_bytes()
    audited = (finished.folder / "results" / "audit.json").read_bytes()
    check = finished.folder / "sql" / "audit" / "host_count.sql"
    honest = check.read_text()
    check.write_text("SELECT 'hosts' AS subject, 1999 AS actual")
    for rules in (["seed_hosts", "calendar"], []):  # failed, it does not pass for done
        run = finished.genesis("seed=5")
        assert run.status != 0
        assert run.rules == rules
        for text in (run.text, (finished.folder / "logs" / "audit.log").read_text()):
            assert all(word in text for word in ("host_count", "2000", "1999"))
        assert "Traceback" not in run.text
        assert finished.database.read_bytes() == published
        assert (finished.folder / "results" / "audit.json").read_bytes() == audited
        [failed] = finished.folder.glob("logs/audit-failed-????????.json")
        assert failed.name in run.text
        assert json.loads(failed.read_text())["success"] is False
    check.write_text(honest)
    assert finished.genesis("seed=5").rules == from_step("audit")
    assert failed.exists()
    assert (finished.folder / "results" / "audit.json").read_bytes() != audited
    assert finished.database.read_bytes() != published
