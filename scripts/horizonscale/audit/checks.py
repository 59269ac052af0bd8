"""The checks of the audit, in the order of its result.

A check is an entry here, and a file under ``sql/audit`` that shows what the database
holds as rows (subject, actual). What is expected comes from config, DDL or markers.
"""

from dataclasses import replace

from horizonscale.audit import expectations as expect
from horizonscale.audit.check import Check
from horizonscale.audit.schema import declared, no_nulls
from horizonscale.audit.shares import counts
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.database.fingerprints import SQL_FILE
from horizonscale.tables.names import ALL_TABLES

FINGERPRINT = SQL_FILE.stem
_EACH_TABLE = tuple({"table": table} for table in sorted(ALL_TABLES))


def _counts(name: str, of: str) -> Check:
    return Check(name, f"{of} are as many as their weights allow.", counts(name))


def _hosts_by(attribute: str, of: str, column: str = "") -> Check:
    check = _counts(f"{attribute}_counts", of)
    parameters = {"column": column or attribute}
    return replace(check, query="hosts_by_column", parameters=(parameters,))


def _declared(name: str, of: str) -> Check:
    return Check(name, f"{of} are those of the DDL, no more.", declared(name))


CHECKS = (
    _declared("schema_relations", "Tables and views"),
    _declared("schema_columns", "Columns, with types and defaults,"),
    _declared("schema_constraints", "Constraints of all tables"),
    _declared("schema_indexes", "Indexes"),
    _declared("schema_comments", "Comments on tables, views and columns"),
    Check(
        "schema_objects",
        "There are no schemas, types, macros, sequences and triggers.",
        expect.nothing(),
    ),
    Check(
        "storage_version",
        "The file has the storage format of the config.",
        expect.storage_version,
    ),
    Check(
        "table_contents",
        "Rows and fingerprint of each table are those that its step recorded.",
        expect.table_contents,
        FINGERPRINT,
        _EACH_TABLE,
    ),
    Check(
        "no_nulls",
        "No column of any table holds a NULL.",
        no_nulls,
        parameters=_EACH_TABLE,
    ),
    Check(
        "genesis_metadata",
        "Each step recorded the config, seed, stream and version it was run with.",
        expect.genesis_metadata,
    ),
    Check(
        "host_count",
        "There are as many hosts as the config asks for.",
        expect.host_count,
    ),
    Check(
        "host_index",
        "Host indices run from 0 without gap or repetition.",
        expect.host_index,
    ),
    Check(
        "host_id_unique",
        "No two hosts have the same UUID.",
        expect.nothing(*(f"repeated, of first bits {n:02b}" for n in range(4))),
        parameters=tuple({"first_bits": str(n)} for n in range(4)),
    ),
    Check(
        "host_id_valid",
        "All UUIDs have version and variant of RFC 9562, version 4.",
        expect.nothing("other_version", "other_variant"),
    ),
    Check(
        "node_names",
        "Node names are the host indices, so they are unique.",
        expect.nothing("unlike_their_index"),
    ),
    Check(
        "references",
        "Every host refers to an application, a hardware model and a behaviour.",
        expect.nothing(
            "hosts to dna_profiles", "hosts to hardware_models", "hosts to hierarchy"
        ),
    ),
    Check(
        "behaviours_present",
        "At least one host shows each behaviour, and none another.",
        expect.behaviours_present,
    ),
    _counts("behaviour_counts", "Hosts of each behaviour"),
    _hosts_by("scenario", "Hosts of each scenario"),
    _hosts_by("risk", "Common and rare hosts"),
    _hosts_by("classification", "Physical and virtual hosts"),
    _hosts_by("hardware_model", "Hosts of each hardware model"),
    *(
        _hosts_by(column, f"Hosts of each {column.replace('_', ' ')}")
        for column in WEIGHTED_ATTRIBUTES
    ),
    _hosts_by("department", "Hosts of each department"),
    _hosts_by("application", "Hosts of each application", "application_id"),
    _counts("criticality_tier_counts", "Applications of each criticality tier"),
    Check(
        "host_hardware",
        "Every host has the classification, cores, memory and storage of its model.",
        expect.nothing(
            "classification", "cpu_cores", "memory_gb", "storage_capacity_mb"
        ),
    ),
    Check(
        "host_risk", "Every host has the risk of its behaviour.", expect.nothing("risk")
    ),
    Check(
        "hardware_models",
        "The hardware catalogue is that of the config.",
        expect.hardware_models,
    ),
    Check(
        "dna_profiles",
        "The behaviours and their parameters are those of the config.",
        expect.dna_profiles,
    ),
    Check(
        "hierarchy",
        "Company, division, department and cost centre of each application are those"
        " of the config.",
        expect.hierarchy,
    ),
    Check(
        "department_applications",
        "Each department has as many applications as the config asks for.",
        expect.department_applications,
    ),
    Check(
        "people",
        "Names and addresses are well formed, and each address is one person's.",
        expect.nothing(
            "addresses_of_two_people",
            "people_of_two_addresses",
            "malformed_addresses",
            "malformed_names",
            "application_names_without_department",
            "repeated_application_names",
        ),
    ),
    Check(
        "mail_domains",
        "All addresses are of the mail domain of the config.",
        expect.mail_domains,
    ),
    Check(
        "calendar_window",
        "The calendar begins and ends as the config says.",
        expect.calendar_window,
    ),
    Check(
        "calendar_counts",
        "The calendar is contiguous, with all its days and months.",
        expect.calendar_counts,
    ),
    Check(
        "calendar_attributes",
        "Every attribute of a day follows from its date.",
        expect.nothing(
            "yearmonth",
            "year",
            "quarter",
            "month",
            "day",
            "iso_weekday",
            "iso_week",
            "iso_year",
            "day_of_year",
            "is_weekend",
            "is_month_end",
        ),
    ),
    Check(
        "telemetry_rows",
        "Every host joins its application, hardware and behaviour once, so telemetry"
        " will have hosts times days rows.",
        expect.telemetry_rows,
    ),
)
