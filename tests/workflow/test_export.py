"""The export: files that other tools accept, read back, and can rely on."""

import hashlib
import json
import shutil

import duckdb
import frictionless
import pytest
from horizonscale.artifacts.files import read_texts
from horizonscale.export.export import export
from horizonscale.export.files import exported_names
from horizonscale.pipeline.sources import Sources

from .conftest import ROOT, Workflow
from .export_readers import READERS, fingerprints, loaded


@pytest.fixture(scope="module")
def export_folder(exported_run):
    return exported_run.folder / "results" / "export"


@pytest.fixture
def exported(exported_run, tmp_path):
    """A copy of the exported run, free to be changed."""
    shutil.copytree(exported_run.folder, tmp_path / "genesis")
    return Workflow(tmp_path / "genesis")


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def audited_tables(workflow):
    report = json.loads((workflow.folder / "results/audit.json").read_text("utf-8"))
    return report["statistics"]["tables"]


def test_lost_and_edited_files_are_exported_again(exported):
    folder = exported.folder / "results" / "export"
    before = contents(folder)
    assert set(before) == set(exported_names())
    assert exported.run("--cores", "1", "export").did_nothing
    # Of the same size: only the content tells.
    edited = before["csv/hierarchy.csv"].replace(b"tier-1", b"tier-9", 1)
    (folder / "csv/hierarchy.csv").write_bytes(edited)
    (folder / "parquet/hosts.parquet").unlink()
    run = exported.run("--cores", "1", "export")
    assert (run.status, run.rules) == (0, ["export"]), run.text
    assert contents(folder) == before


def test_only_what_was_published_is_exported(exported):
    with duckdb.connect(str(exported.database)) as connection:
        connection.execute("UPDATE time_periods SET quarter = 1")
    before = contents(exported.folder / "results" / "export")
    run = exported.run("--cores", "1", "export")
    assert (run.status, run.rules) == (0, ["genesis", "export"]), run.text
    assert contents(exported.folder / "results" / "export") == before


def test_an_export_of_another_fleet_is_told_of_until_it_is_made_anew(exported):
    words = "The files of export are of the fleet before this one"
    run = exported.genesis("seed=7")
    assert words in run.text
    assert "What report made" not in run.text
    run = exported.run("--cores", "1", "export", "--config", "seed=7")
    assert (run.status, run.rules) == (0, ["export"]), run.text
    assert words not in exported.genesis("seed=7").text
    with loaded(READERS[0], exported.folder / "results" / "export") as connection:
        assert fingerprints(connection) == audited_tables(exported)


def test_the_data_package_is_valid(exported_run, export_folder):
    report = frictionless.validate(export_folder / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    tables = {task.name: task.stats.get("rows") for task in report.tasks}
    for table, seen in audited_tables(exported_run).items():
        assert tables[table] == seen["rows"]


def test_the_data_package_names_each_other_file_with_its_size_and_hash(export_folder):
    package = json.loads((export_folder / "datapackage.json").read_text("utf-8"))
    described = {
        item["path"]: (item["bytes"], item["hash"]) for item in package["resources"]
    }
    found = contents(export_folder)
    del found["datapackage.json"]
    assert described == {
        name: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for name, content in found.items()
    }


def test_the_validator_sees_what_the_data_package_rules_out(export_folder, tmp_path):
    folder = tmp_path / "export"
    shutil.copytree(export_folder, folder)
    hosts = folder / "csv/hosts.csv"
    header, first, second, third, *rest = hosts.read_text("utf-8").splitlines(True)
    broken = [
        header,
        first.replace("physical", "cloud").replace("virtual", "cloud"),
        second.replace(",1,server-", ",-1,server-"),
        first.replace(",0,server-", ",2000,server-"),
        third.replace(third.split(",")[7], "XX-001"),
        *rest,
    ]
    hosts.write_text("".join(broken), "utf-8", newline="")
    with (folder / "parquet/hosts.parquet").open("ab") as file:
        file.write(b"x")
    report = frictionless.validate(folder / "datapackage.json")
    errors = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert errors >= {
        ("hosts", "hash-count"),
        ("hosts", "constraint-error"),
        ("hosts", "primary-key"),
        ("hosts", "foreign-key"),
        ("hosts-parquet", "byte-count"),
    }
    notes = " ".join(
        error.note for task in report.tasks for error in task.errors if error.note
    )
    assert "enum" in notes
    assert "minimum" in notes


ODD = ['a "quoted", name', "", "NA", "null", " blank ", "Zürich\t東京", "007", "a=b\\c"]


@pytest.fixture(scope="module")
def odd(finished_run, tmp_path_factory):
    """The export of a database with every kind of text that CSV can hold."""
    finished, run = finished_run
    assert run.status == 0, run.text
    folder = tmp_path_factory.mktemp("odd")
    path = folder / "odd.db"
    shutil.copyfile(finished.database, path)
    with duckdb.connect(str(path)) as connection:
        for index, text in enumerate(ODD):
            connection.execute(
                "UPDATE hosts SET region = $text, server_type = $text"
                " WHERE host_index = $index",
                {"text": text, "index": index},
            )
        connection.execute("CHECKPOINT")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name("odd.db.sha256").write_text(f"{digest}  odd.db\n")
    sql = read_texts(ROOT / name for name in Sources(ROOT).files("export"))
    export(path, folder / "export", sql, audited_tables(finished))
    return path, folder / "export"


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_each_reader_gets_back_what_the_database_holds(odd, read):
    path, folder = odd
    with duckdb.connect(str(path), read_only=True) as connection:
        wanted = fingerprints(connection)
    with loaded(read, folder) as connection:
        assert fingerprints(connection) == wanted
