"""The export: files that other tools accept, read back, and can rely on."""

import csv
import hashlib
import json
import shutil
from importlib.resources import files as package_files

import duckdb
import frictionless
import pytest
import yaml
from horizonscale.export import SQL, export
from horizonscale.exported import exported_names
from jsonschema import Draft201909Validator
from open_data_contract_standard.model import OpenDataContractStandard

from .conftest import ROOT, Workflow
from .export_readers import READERS, fingerprints, loaded

TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in SQL}
TAGS = (
    "hostname",
    "region",
    "datacenter",
    "rack",
    "os",
    "arch",
    "team",
    "service",
    "service_version",
    "service_environment",
)


@pytest.fixture(scope="module")
def exported_run(finished_run, tmp_path_factory):
    """The default fleet, exported once; tests must not change it."""
    finished, run = finished_run
    assert run.status == 0, run.text
    folder = tmp_path_factory.mktemp("exported") / "genesis"
    shutil.copytree(finished.folder, folder)
    workflow = Workflow(folder)
    return workflow, workflow.run("--cores", "1", "export")


@pytest.fixture(scope="module")
def export_folder(exported_run):
    workflow, run = exported_run
    assert run.status == 0, run.text
    return workflow.folder / "results" / "export"


@pytest.fixture
def exported(exported_run, tmp_path):
    """A copy of the exported run, free to be changed."""
    workflow, run = exported_run
    assert run.status == 0, run.text
    shutil.copytree(workflow.folder, tmp_path / "genesis")
    return Workflow(tmp_path / "genesis")


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def audited_tables(folder):
    report = json.loads((folder.parent / "audit.json").read_text(encoding="utf-8"))
    return report["statistics"]["tables"]


def test_the_export_is_one_rule_more_and_nothing_else_in_its_folder(exported_run):
    workflow, run = exported_run
    assert run.status == 0, run.text
    assert run.rules == ["export"]
    folder = workflow.folder / "results" / "export"
    assert set(contents(folder)) == set(exported_names())


def test_an_edited_file_is_exported_again_and_else_nothing(exported):
    folder = exported.folder / "results" / "export"
    before = contents(folder)
    assert exported.run("--cores", "1", "export").did_nothing
    # Of the same size: only the content tells.
    text = (folder / "csv/hierarchy.csv").read_bytes()
    (folder / "csv/hierarchy.csv").write_bytes(text.replace(b"tier-1", b"tier-9", 1))
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


def test_an_export_of_another_fleet_is_told_of(exported):
    words = "What export made is of the fleet before"
    assert words in exported.genesis("seed=7").text
    run = exported.genesis("seed=7", "end_date=2025-12-30")
    assert words in run.text
    assert "What report made" not in run.text
    assert words not in exported.genesis().text


def test_another_fleet_is_exported_anew(exported):
    before = contents(exported.folder / "results" / "export")
    run = exported.run("--cores", "1", "export", "--config", "seed=7")
    assert run.status == 0, run.text
    folder = exported.folder / "results" / "export"
    after = contents(folder)
    assert after["csv/time_periods.csv"] == before["csv/time_periods.csv"]
    assert after["csv/hosts.csv"] != before["csv/hosts.csv"]
    with loaded(READERS[0], folder) as connection:
        assert fingerprints(connection) == audited_tables(folder)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_each_reader_gets_back_what_was_audited(export_folder, read):
    audited = audited_tables(export_folder)
    with loaded(read, export_folder) as connection:
        assert fingerprints(connection) == audited
        connection.execute(
            "UPDATE time_periods SET is_weekend = NOT is_weekend"
            " WHERE date = DATE '2024-02-29'"
        )
        changed = fingerprints(connection)
    assert [name for name in audited if changed[name] != audited[name]] == [
        "time_periods"
    ]


def test_the_data_package_is_valid(export_folder):
    report = frictionless.validate(export_folder / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    tables = {task.name: task.stats.get("rows") for task in report.tasks}
    for table, seen in audited_tables(export_folder).items():
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


def test_the_data_contract_meets_its_standard(export_folder):
    path = export_folder / "datacontract.odcs.yaml"
    contract = yaml.safe_load(path.read_text("utf-8"))
    schema = json.loads(
        package_files("open_data_contract_standard").joinpath("schema.json").read_text()
    )
    validator = Draft201909Validator(schema)
    assert [error.message for error in validator.iter_errors(contract)] == []
    assert contract["apiVersion"] == schema["properties"]["apiVersion"]["default"]
    model = OpenDataContractStandard.from_file(str(path))
    assert [table.name for table in model.schema_] == [
        "genesis_metadata",
        "hierarchy",
        "hardware_models",
        "dna_profiles",
        "hosts",
        "time_periods",
    ]
    contract["schema"][0]["properties"][0]["logicalType"] = "uuid"
    del contract["id"]
    assert len(list(validator.iter_errors(contract))) >= 2


def rules(export_folder, kind):
    contract = yaml.safe_load((export_folder / "datacontract.odcs.yaml").read_text())
    return [
        (table["name"], rule)
        for table in contract["schema"]
        for rule in table["quality"]
        if rule["type"] == kind
    ]


def broken_rules(connection, export_folder):
    return {
        f"{table}: {rule['name']}"
        for table, rule in rules(export_folder, "sql")
        if connection.execute(rule["query"]).fetchone()[0] != rule["mustBe"]
    }


BREAKS = {
    "hosts: primary key (host_id)": "UPDATE hosts SET host_id ="
    " (SELECT host_id FROM hosts WHERE host_index = 1) WHERE host_index = 0",
    "hosts: unique (node_name)": "UPDATE hosts SET node_name = 'server-000000001'"
    " WHERE host_index = 0",
    "hosts: check (host_index >= 0)": "UPDATE hosts SET host_index = -1"
    " WHERE host_index = 0",
    "hosts: foreign key (application_id, department) references hierarchy"
    " (application_id, department)": "UPDATE hosts SET department = 'Nobody'"
    " WHERE host_index = 0",
    "dna_profiles: primary key (scenario, variant)": "INSERT INTO dna_profiles"
    " SELECT * FROM dna_profiles LIMIT 1",
    "time_periods: check (length(yearmonth) = 6)": "UPDATE time_periods"
    " SET yearmonth = '2023' WHERE date = DATE '2023-01-01'",
}


def test_the_queries_of_the_data_contract_find_what_breaks_them(export_folder):
    """On Parquet without keys or checks, as a reader has it."""
    with duckdb.connect() as connection:
        for path in sorted((export_folder / "parquet").iterdir()):
            connection.execute(
                f"CREATE TABLE {path.stem} AS FROM read_parquet(?)", [str(path)]
            )
        assert len(rules(export_folder, "sql")) == 34
        assert broken_rules(connection, export_folder) == set()
        for rule, break_it in BREAKS.items():
            connection.begin()
            connection.execute(break_it)
            assert broken_rules(connection, export_folder) == {rule}
            connection.rollback()


def test_the_data_contract_states_the_audited_rows(export_folder):
    stated = {table: rule["mustBe"] for table, rule in rules(export_folder, "library")}
    assert stated == {
        table: seen["rows"] for table, seen in audited_tables(export_folder).items()
    }


def tsbs_rows(folder):
    with (folder / "tsbs_hosts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tsbs_tags_follow_from_the_hosts(export_folder, exported_run):
    workflow, _ = exported_run
    hosts = workflow.query(
        "SELECT host_index, host_id, region, server_type, department, application_id"
        " FROM hosts ORDER BY host_index"
    )
    rows = tsbs_rows(export_folder)
    assert len(rows) == len(hosts)
    for row, (index, uuid, region, server_type, department, application) in zip(
        rows, hosts, strict=True
    ):
        drawn = uuid.hex
        tags = (
            f"host_{index}",
            region,
            f"{region}-{'abc'[int(drawn[:4], 16) % 3]}",
            str(int(drawn[4:8], 16) % 100),
            server_type,
            "x64",
            department.replace(" ", "_"),
            application,
            str(int(drawn[8:12], 16) % 2),
            ("production", "staging", "test")[int(drawn[28:], 16) % 3],
        )
        assert tuple(row[name] for name in TAGS) == tags
        assert row["host_index"] == str(index)
        # As TSBS takes its tags apart: by commas, then by equals signs.
        pairs = [part.split("=") for part in row["tags"].split(",")]
        assert pairs == [list(pair) for pair in zip(TAGS, tags, strict=True)]
    for name in ("datacenter", "rack", "service_version", "service_environment"):
        assert (
            len({row[name] for row in rows})
            == {
                "datacenter": 12,
                "rack": 100,
                "service_version": 2,
                "service_environment": 3,
            }[name]
        )


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
    report = json.loads((finished.folder / "results/audit.json").read_text("utf-8"))
    export(path, folder / "export", TEXTS, report)
    return path, folder / "export"


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_odd_texts_survive_each_reader(odd, read):
    path, folder = odd
    with duckdb.connect(str(path), read_only=True) as connection:
        wanted = fingerprints(connection)
    with loaded(read, folder) as connection:
        assert fingerprints(connection) == wanted


def test_odd_texts_leave_tsbs_tags_whole(odd):
    _, folder = odd
    for row, text in zip(tsbs_rows(folder), ODD, strict=False):
        pairs = [part.split("=") for part in row["tags"].split(",")]
        assert [len(pair) for pair in pairs] == [2] * len(TAGS)
        assert not set(row["tags"]) & set(' \t"\\')
        assert len(row["region"]) == len(text)
