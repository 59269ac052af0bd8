"""A sound database passes its audit; whatever is changed in one is found."""

import json
import shutil
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from configs import DEFAULT, ROOT, config, edited
from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import Fingerprint
from horizonscale.audit.audit import audit
from horizonscale.audit.check import Context
from horizonscale.audit.checks import CHECKS
from horizonscale.audit.expected import schema as expected_schema
from horizonscale.audit.expected.values import storage_version
from horizonscale.audit.observations import observe
from horizonscale.audit.result import AuditResult, result_json
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.parsing import parse, slice_json
from horizonscale.config.settings import AuditSettings
from horizonscale.database.attached import attach
from horizonscale.database.connection import connect, insert, new_database, tables_ddl
from horizonscale.database.fingerprints import fingerprint
from horizonscale.database.metadata import add_step
from horizonscale.pipeline.steps import BUILDING, STEPS
from horizonscale.tables.dna_profiles import dna_profiles
from horizonscale.tables.hardware_model_server_types import (
    hardware_model_server_types,
)
from horizonscale.tables.hardware_models import hardware_models
from horizonscale.tables.hierarchy import hierarchy
from horizonscale.tables.hosts import Fleet
from horizonscale.tables.names import ALL_TABLES

SQL = read_texts(
    [
        ROOT / "sql" / "create_metadata.sql",
        ROOT / "sql" / "create_tables.sql",
        ROOT / "sql" / "fingerprint.sql",
        *ROOT.glob("sql/audit/*.sql"),
    ]
)
CALENDAR = (ROOT / "sql" / "time_periods.sql").read_text(encoding="utf-8")
INSERTS = {
    "hierarchy": "INSERT INTO hierarchy BY NAME FROM rows",
    "hardware_models": "INSERT INTO hardware_models BY NAME FROM rows",
    "hardware_model_server_types": (
        "INSERT INTO hardware_model_server_types BY NAME FROM rows"
    ),
    "dna_profiles": "INSERT INTO dna_profiles BY NAME FROM rows",
    "hosts": "INSERT INTO hosts BY NAME FROM rows",
}


@dataclass(frozen=True)
class Built:
    """A database with what its audit needs to know."""

    path: Path
    config: str
    tables: dict[str, Fingerprint]

    def audit(self, path: Path | None = None, sql: dict[str, str] = SQL) -> AuditResult:
        """Audit this database, or a changed copy of it."""
        return audit(path or self.path, self.config, self.tables, sql)


def build(path: Path, **changes: Any) -> Built:
    """Build a database as the steps of the workflow do, all at once."""
    text = slice_json(config(**changes), AuditSettings)
    settings = parse(AuditSettings, text)
    rows = {
        "hierarchy": hierarchy(settings),
        "hardware_models": hardware_models(settings),
        "hardware_model_server_types": hardware_model_server_types(settings),
        "dna_profiles": dna_profiles(settings),
        "hosts": Fleet(settings).reader(settings.hosts),
    }
    window = {"first": settings.start_date, "last": settings.end_date}
    with new_database(path, settings.storage_version, durable=False) as connection:
        connection.execute(SQL["create_metadata"])
        connection.execute(tables_ddl(SQL["create_tables"], settings.keys))
        for table, statement in INSERTS.items():
            insert(connection, statement, rows[table])
        connection.execute(CALENDAR, window)
        for step in BUILDING:
            add_step(connection, step, slice_json(text, STEPS[step].settings))
        contents = {table: fingerprint(connection, table) for table in ALL_TABLES}
    return Built(path, text, contents)


# Sound whatever its seed.
SMALL = {"hosts": 400, "allocation": "quota"}


@pytest.fixture(scope="module", autouse=True)
def one_catalogue() -> Any:
    """Run the DDL once for each config, and not for each audit."""
    seen: dict[str, Any] = {}
    real = expected_schema._catalogue

    def remembered(context: Any) -> Any:
        key = f"{context.settings.keys} {context.settings.storage_version}"
        if key not in seen:
            seen[key] = real(context)
        return seen[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expected_schema, "_catalogue", remembered)
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A database with all its keys."""
    return build(tmp_path_factory.mktemp("sound") / "sound.db", **SMALL)


@pytest.fixture(scope="module")
def keyless(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A database whose hosts can be changed without a key forbidding it."""
    path = tmp_path_factory.mktemp("keyless") / "keyless.db"
    return build(path, **SMALL, keys="audited")


def failed(result: AuditResult) -> set[str]:
    """Return the names of the checks that failed."""
    return {test["name"] for test in result["tests"] if test["status"] == "fail"}


def actual(result: AuditResult, check: str) -> dict[str, Any]:
    """Return what a check saw."""
    return next(test["actual"] for test in result["tests"] if test["name"] == check)


@pytest.mark.parametrize("name", ["sound", "keyless"])
def test_a_sound_database_passes(name: str, request: pytest.FixtureRequest) -> None:
    result = request.getfixturevalue(name).audit()
    assert failed(result) == set()
    assert result["success"] is True
    assert result["statistics"]["passed"] == len(CHECKS)
    assert result["statistics"]["hosts"] == 400
    assert result["statistics"]["days"] == 1096
    assert set(result["statistics"]["tables"]) == set(ALL_TABLES)


def test_a_skew_of_a_tenth_of_a_percent_is_found(tmp_path: Path) -> None:
    """Too small for the counts at this size; the fingerprint has it all the same."""
    built = build(tmp_path / "skewed.db", hosts=100_000, keys="audited")
    assert failed(built.audit()) == set()
    with connect(built.path) as connection:
        connection.execute(
            "UPDATE hosts SET region = 'noram' WHERE host_index IN (SELECT host_index"
            " FROM hosts WHERE region = 'emea' ORDER BY host_index LIMIT 100)"
        )
    assert failed(built.audit()) == {DATA}


def test_every_storage_version_of_the_config_is_recognised(tmp_path: Path) -> None:
    schema = yaml.safe_load((ROOT / "config/schema.yaml").read_text(encoding="utf-8"))
    for version in schema["properties"]["storage_version"]["enum"]:
        path = tmp_path / f"{version}.db"
        with new_database(path, version, durable=False) as connection:
            connection.execute(SQL["create_metadata"])
        with connect(Path(":memory:")) as connection:
            attach(connection, {"subject": path})
            seen = observe(connection, SQL["storage_version"])
        expected = storage_version(Context(config(storage_version=version), {}, {}))
        assert seen == expected


def test_the_report_follows_its_schema(sound: Built, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs/audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(result_json(sound.audit())))
    empty = tmp_path / "empty.db"
    connect(empty).close()
    validator.validate(json.loads(result_json(sound.audit(empty))))


def test_the_report_is_the_same_each_time(sound: Built, tmp_path: Path) -> None:
    elsewhere = tmp_path / "copy.db"
    shutil.copyfile(sound.path, elsewhere)
    first = result_json(sound.audit())
    assert first == result_json(sound.audit(elsewhere))
    again = audit(elsewhere, sound.config, sound.tables, SQL, threads=4)
    assert first == result_json(again)


def test_an_empty_database_fails_every_check_of_its_tables(
    sound: Built, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.db"
    connect(empty).close()
    result = sound.audit(empty)
    assert not result["success"]
    assert result["statistics"]["hosts"] is None
    # What an empty database has not, the DDL has not either.
    passing = {test.name for test in CHECKS} - failed(result)
    assert passing <= {"schema_indexes", "schema_objects", "storage_version"}
    error = actual(result, "host_count")["error"]
    assert "hosts" in error and "\n" not in error


def test_each_check_has_a_file_and_each_file_a_check() -> None:
    files = {path.stem for path in ROOT.glob("sql/audit/*.sql")}
    assert {check.sql for check in CHECKS} == {*files, "fingerprint"}
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)


def test_the_registry_knows_all_tables(sound: Built) -> None:
    with connect(sound.path, read_only=True) as connection:
        rows = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert sorted(ALL_TABLES) == sorted(name for (name,) in rows)


# Each change, in SQL, with the checks that must find it, and no others.
DATA = "table_contents"
QUOTA = {"behaviour_counts", "scenario_counts", "risk_counts"}
TAMPERINGS: dict[str, tuple[str, set[str]]] = {
    "a host is gone from the middle": (
        "DELETE FROM hosts WHERE host_index = 201",
        {DATA, "host_count", "host_index", "telemetry_rows", *QUOTA},
    ),
    "two hosts share an index": (
        "UPDATE hosts SET host_index = 7, node_name = 'server-000000007'"
        " WHERE host_index = 8",
        {DATA, "host_index"},
    ),
    "two hosts share a UUID": (
        "UPDATE hosts SET host_id = (SELECT host_id FROM hosts WHERE host_index = 1)"
        " WHERE host_index = 2",
        {DATA, "host_id_unique"},
    ),
    **{
        f"a UUID of version {version}": (
            f"UPDATE hosts SET host_id = '01890a5d-ac96-{version}74b-bcce-b302099a8057'"
            " WHERE host_index = 2",
            {DATA, "host_id_valid"},
        )
        for version in (0, 3, 5, 7, "c")
    },
    "a UUID of another variant": (
        "UPDATE hosts SET host_id = '01890a5d-ac96-474b-ccce-b302099a8057'"
        " WHERE host_index = 2",
        {DATA, "host_id_valid"},
    ),
    "a node name of another form": (
        "UPDATE hosts SET node_name = 'server-9' WHERE host_index = 9",
        {DATA, "node_names"},
    ),
    "a NULL": (
        "ALTER TABLE hosts ALTER region DROP NOT NULL;"
        "UPDATE hosts SET region = NULL WHERE host_index = 9",
        {
            DATA,
            "no_nulls",
            "region_counts",
            "schema_columns",
            "schema_constraints",
            "schema_relations",
        },
    ),
    "two hosts have swapped their DNA, so that all counts stay": (
        "CREATE TEMP TABLE pair AS SELECT host_index, scenario, variant, risk FROM"
        " hosts WHERE host_index = 0 OR host_index = (SELECT min(host_index) FROM"
        " hosts WHERE scenario <> (SELECT scenario FROM hosts WHERE host_index = 0));"
        " UPDATE hosts SET scenario = pair.scenario, variant = pair.variant,"
        " risk = pair.risk FROM pair WHERE hosts.host_index <> pair.host_index"
        " AND hosts.host_index IN (SELECT host_index FROM pair)",
        {DATA},
    ),
    "two hosts have swapped their names": (
        "UPDATE hosts SET node_name = 'server-00000000' || (1 - host_index)"
        " WHERE host_index < 2",
        {DATA, "node_names"},
    ),
    "an orphan: a host of no application": (
        "UPDATE hosts SET application_id = 'none' WHERE host_index = 3",
        {DATA, "references", "application_counts", "telemetry_rows"},
    ),
    "a behaviour is gone": (
        "UPDATE hosts SET variant = 'NORMAL', risk = 'common'"
        " WHERE scenario = 'STEADY_GROWTH'",
        {DATA, "behaviours_present", "behaviour_counts", "risk_counts"},
    ),
    "a behaviour that nobody asked for": (
        "UPDATE hosts SET variant = 'WILD' WHERE host_index = 0",
        {
            DATA,
            "behaviours_present",
            "behaviour_counts",
            "references",
            "host_risk",
            "telemetry_rows",
        },
    ),
    "a risk that is not its behaviour's": (
        "UPDATE hosts SET risk = 'rare' WHERE host_index = 0",
        {DATA, "host_risk", "risk_counts"},
    ),
    "all hosts are physical": (
        "UPDATE hosts SET classification = 'physical'",
        {DATA, "classification_counts", "host_hardware", "owner_counts"},
    ),
    **{
        f"one {column} only": (
            f"UPDATE hosts SET {column} = '{DEFAULT[key][0]['name']}'",
            {DATA, f"{column}_counts", "owner_counts"},
        )
        for column, key in WEIGHTED_ATTRIBUTES.items()
        if column not in ("server_type", "environment")
    },
    "one environment only": (
        "UPDATE hosts SET environment = 'production'",
        {DATA, "environment_counts", "owner_counts"},
    ),
    "no Windows": (
        "UPDATE hosts SET server_type = 'linux' WHERE server_type = 'windows'",
        {DATA, "server_type_counts", "owner_counts"},
    ),
    "one model only, with all that belongs to it": (
        "UPDATE hosts SET hardware_model = m.hardware_model, cpu_cores = m.cpu_cores,"
        " memory_gb = m.memory_gb, storage_capacity_mb = m.storage_capacity_mb"
        " FROM hardware_models AS m WHERE hosts.classification = 'virtual'"
        " AND hosts.server_type <> 'unix' AND m.hardware_model = 'SCS-2V-8-20'",
        {DATA, "hardware_model_counts", "owner_counts"},
    ),
    "a host on a model that does not run its server type": (
        "UPDATE hosts SET hardware_model = m.hardware_model, cpu_cores = m.cpu_cores,"
        " memory_gb = m.memory_gb, storage_capacity_mb = m.storage_capacity_mb"
        " FROM hardware_models AS m WHERE m.hardware_model = 'IBM Power S1022 24C/512G'"
        " AND hosts.host_index = (SELECT min(host_index) FROM hosts"
        " WHERE classification = 'physical' AND server_type = 'linux')",
        {DATA, "host_hardware"},
    ),
    "what runs on a model is not the config's": (
        "INSERT INTO hardware_model_server_types VALUES ('SCS-2V-8-20', 'unix')",
        {DATA, "hardware_model_server_types"},
    ),
    "an application has another standard": (
        "UPDATE hosts SET region = 'latam' WHERE application_id = 'RB-001'",
        {DATA, "owner_counts"},
    ),
    "the roles of an application are forged": (
        "UPDATE hosts SET role = 'batch'"
        " WHERE application_id = 'RB-001' AND role = 'app'",
        {DATA, "owner_counts"},
    ),
    "a core ledger of the lowest tier": (
        "UPDATE hierarchy SET criticality_tier = 'tier-4'"
        " WHERE application_id = 'RB-001'",
        {DATA, "application_tiers"},
    ),
    "an application of another name": (
        "UPDATE hierarchy SET application_name = 'Retail Banking Ledgers'"
        " WHERE application_id = 'RB-001'",
        {DATA, "hierarchy"},
    ),
    "a person of two departments": (
        "UPDATE hierarchy SET business_owner = p.application_manager,"
        " business_owner_email = p.application_manager_email"
        " FROM hierarchy AS p WHERE p.application_id = 'RB-001'"
        " AND hierarchy.application_id = 'WM-001'",
        {DATA, "people"},
    ),
    "one department only": (
        "UPDATE hosts SET department = 'Wealth Management',"
        " application_id = 'WM' || application_id[3:]",
        {DATA, "application_counts", "department_counts", "owner_counts"},
    ),
    "one application only of each department": (
        "UPDATE hosts SET application_id = application_id[:2] || '-012'",
        {DATA, "application_counts", "owner_counts"},
    ),
    "an application of another department": (
        "UPDATE hosts SET application_id = if(department = 'Corporate', 'WM-001',"
        " 'CO-001') WHERE host_index = 3",
        {DATA, "references", "telemetry_rows"},
    ),
    "a model that is not in the catalogue": (
        "UPDATE hosts SET hardware_model = 'abacus' WHERE host_index = 3",
        {
            DATA,
            "references",
            "telemetry_rows",
            "hardware_model_counts",
            "host_hardware",
        },
    ),
    "cores, memory and storage that the model has not": (
        "UPDATE hosts SET cpu_cores = 3 WHERE host_index = 3;"
        " UPDATE hosts SET memory_gb = 3 WHERE host_index < 2;"
        " UPDATE hosts SET storage_capacity_mb = 3 WHERE host_index < 4",
        {DATA, "host_hardware"},
    ),
    "a catalogue that is not the config's": (
        "UPDATE hardware_models SET weight = 0.31, source = 'hearsay'"
        " WHERE hardware_model = 'SCS-2V-8-20'",
        {DATA, "hardware_models"},
    ),
    "a behaviour's parameter": (
        "UPDATE dna_profiles SET growth_pct = 15.001 WHERE variant = 'NORMAL'",
        {DATA, "dna_profiles"},
    ),
    "metadata of another seed": (
        "UPDATE genesis_metadata SET seed = '43' WHERE step = 'seed_hosts'",
        {DATA, "genesis_metadata"},
    ),
    "metadata of a step that is none": (
        "INSERT INTO genesis_metadata VALUES ('telemetry', '{}', '', '', '', '')",
        {DATA, "genesis_metadata"},
    ),
    "a division renamed": (
        "UPDATE hierarchy SET division = 'Other' WHERE application_id = 'WM-001'",
        {DATA, "hierarchy"},
    ),
    "an application more": (
        "INSERT INTO hierarchy SELECT * REPLACE ('WM-013' AS application_id,"
        " 'Wealth Management More' AS application_name) FROM hierarchy"
        " WHERE application_id = 'WM-012'",
        {
            DATA,
            "application_tiers",
            "hierarchy",
            "department_applications",
            "mail_domains",
        },
    ),
    "an unknown tier": (
        "UPDATE hierarchy SET criticality_tier = 'tier-0'"
        " WHERE application_id = 'WM-001'",
        {DATA, "application_tiers", "criticality_tier_counts"},
    ),
    "addresses of another domain": (
        "UPDATE hierarchy SET"
        " business_owner_email = replace(business_owner_email, '.example', '.org'),"
        " application_manager_email ="
        " replace(application_manager_email, '.example', '.org')",
        {DATA, "mail_domains"},
    ),
    "a malformed address": (
        "UPDATE hierarchy SET business_owner_email = 'x@horizonscale.example'"
        " WHERE application_id = 'WM-001'",
        {DATA, "people"},
    ),
    "one address for two people": (
        "UPDATE hierarchy SET business_owner = 'No Body'"
        " WHERE application_id = 'RB-001';"
        " UPDATE hierarchy SET business_owner_email = application_manager_email"
        " WHERE application_id = 'RB-001'",
        {DATA, "people"},
    ),
    "a day is gone": (
        "DELETE FROM time_periods WHERE date = '2024-02-29'",
        {DATA, "calendar_counts", "telemetry_rows"},
    ),
    "a day too many": (
        "INSERT INTO time_periods SELECT * REPLACE (DATE '2026-01-01' AS date,"
        " '202601' AS yearmonth, 2026 AS year, 1 AS quarter, 1 AS month, 1 AS day,"
        " 4 AS iso_weekday, 1 AS iso_week, 2026 AS iso_year, 1 AS day_of_year,"
        " false AS is_month_end) FROM time_periods WHERE date = '2025-12-31'",
        {DATA, "calendar_counts", "calendar_window", "telemetry_rows"},
    ),
    "a table more": (
        "CREATE TABLE extra (a INTEGER)",
        {"schema_relations", "schema_columns"},
    ),
    "a table less": (
        "DROP TABLE time_periods",
        {
            DATA,
            "schema_relations",
            "schema_columns",
            "schema_constraints",
            "schema_comments",
            "no_nulls",
            "calendar_counts",
            "calendar_window",
            "calendar_attributes",
            "telemetry_rows",
        },
    ),
    "a column more": (
        "ALTER TABLE hosts ADD COLUMN extra INTEGER DEFAULT 1",
        {DATA, "schema_columns", "schema_relations", "no_nulls"},
    ),
    "a column of another type": (
        "ALTER TABLE time_periods ALTER year TYPE BIGINT",
        {"schema_columns", "schema_relations"},
    ),
    "a collation": (
        "ALTER TABLE hosts ALTER region TYPE VARCHAR COLLATE NOCASE",
        {"schema_relations"},
    ),
    "a constraint less": (
        "ALTER TABLE hosts ALTER region DROP NOT NULL",
        {"schema_columns", "schema_constraints", "schema_relations"},
    ),
    "an index more": (
        "CREATE INDEX extra ON hosts (region)",
        {"schema_indexes"},
    ),
    "a comment changed": (
        "COMMENT ON COLUMN hosts.region IS 'Somewhere.'",
        {"schema_comments"},
    ),
    "a macro": ("CREATE MACRO extra(x) AS x + 1", {"schema_objects"}),
    "a type": ("CREATE TYPE extra AS ENUM ('a')", {"schema_objects"}),
    "a schema": ("CREATE SCHEMA extra", {"schema_objects"}),
    "a sequence": ("CREATE SEQUENCE extra", {"schema_objects"}),
    "managers forged behind a macro": (
        "CREATE MACRO md5_number(x) AS 1::UHUGEINT;"
        "UPDATE hierarchy SET application_manager = 'Eve Forged'",
        {DATA, "schema_objects", "people"},
    ),
    "a macro that hides macros": (
        "CREATE MACRO duckdb_functions() AS TABLE SELECT '' AS database_name,"
        " '' AS function_name, TRUE AS internal",
        {"schema_objects"},
    ),
    "a macro that counts what it likes": (
        "CREATE MACRO count(x) AS 0; CREATE MACRO count_star() AS 0;"
        "CREATE MACRO concat(x, y) AS ''",
        {"schema_objects"},
    ),
    "a table behind a view": (
        "ALTER TABLE time_periods RENAME TO days;CREATE VIEW time_periods AS FROM days",
        {
            DATA,
            "schema_relations",
            "schema_columns",
            "schema_constraints",
            "schema_comments",
            "no_nulls",
            "calendar_counts",
            "calendar_window",
            "calendar_attributes",
            "telemetry_rows",
        },
    ),
    "a view that shows some hosts only": (
        "CREATE OR REPLACE VIEW fleet AS SELECT * FROM hosts WHERE host_index > 0",
        {"schema_relations", "schema_columns", "schema_comments"},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_change_is_found_by_its_checks(
    name: str, keyless: Built, tmp_path: Path
) -> None:
    change, checks = TAMPERINGS[name]
    changed = tmp_path / "changed.db"
    shutil.copyfile(keyless.path, changed)
    with connect(changed) as connection:
        connection.execute(change)
    result = keyless.audit(changed)
    assert failed(result) == checks
    assert not result["success"]
    assert result["statistics"]["failed"] == len(checks)


def test_a_trigger_is_found_behind_a_macro(tmp_path: Path) -> None:
    """Files of the default format can hold none."""
    built = build(tmp_path / "trigger.db", **SMALL, storage_version="v2.0.0")
    assert failed(built.audit()) == set()
    with connect(built.path) as connection:
        connection.execute(
            "CREATE TRIGGER extra AFTER INSERT ON hosts FOR EACH STATEMENT"
            " DELETE FROM time_periods;"
            "CREATE MACRO duckdb_triggers() AS TABLE"
            " SELECT '' AS database_name, '' AS trigger_name"
        )
    seen = actual(built.audit(), "schema_objects")
    assert seen == {"macro duckdb_triggers": 1, "trigger extra": 1}


def audited_as(built: Built, **changes: Any) -> AuditResult:
    """Audit a database as if it were of another config."""
    values = {**json.loads(built.config), **changes}
    return replace(built, config=config(**values)).audit()


def test_another_storage_version_is_found(sound: Built) -> None:
    result = audited_as(sound, storage_version="v1.4.0")
    assert {"storage_version", "genesis_metadata"} <= failed(result)
    assert actual(result, "storage_version") == {"storage_version": "v1.0.0"}


def test_missing_keys_are_found(keyless: Built) -> None:
    assert "schema_constraints" in failed(audited_as(keyless, keys="enforced"))


def test_an_edited_marker_is_found(sound: Built) -> None:
    tables = deepcopy(sound.tables)
    tables["hosts"]["fingerprint"] = "0" * 32
    assert failed(replace(sound, tables=tables).audit()) == {DATA}
    del tables["hosts"]
    assert failed(replace(sound, tables=tables).audit()) == {DATA}


@pytest.mark.parametrize("key", ["departments", *WEIGHTED_ATTRIBUTES.values()])
def test_weights_of_another_config_are_found(key: str, sound: Built) -> None:
    entries = sorted(deepcopy(DEFAULT[key]), key=lambda entry: entry["weight"])
    entries[0]["weight"] += entries[-1]["weight"]
    entries[-1]["weight"] = 0.0
    result = audited_as(sound, **{key: entries})
    assert f"{key[:-1]}_counts" in failed(result)


def test_a_parameter_of_another_config_is_found(sound: Built) -> None:
    changes = edited("scenarios", 0, "variants", 0, noise_pct=2.001)
    assert failed(audited_as(sound, **changes)) == {"dna_profiles", "genesis_metadata"}


def test_every_check_can_fail() -> None:
    found = set().union(*(checks for _, checks in TAMPERINGS.values()))
    elsewhere = {"storage_version"}  # test_another_storage_version_is_found
    assert found | elsewhere == {check.name for check in CHECKS}


def test_a_failing_warning_fails_no_audit(
    sound: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = {
        "severity": "warn",
        "expected": lambda context: {"hosts": 1},
    }
    checks = [
        replace(check, **warning) if check.name == "host_count" else check
        for check in CHECKS
    ]
    monkeypatch.setattr("horizonscale.audit.audit.CHECKS", checks)
    result = sound.audit()
    assert failed(result) == {"host_count"}
    assert result["success"] is True
