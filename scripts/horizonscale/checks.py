"""The checks of the audit, in the order of its report.

A check is one file under ``sql/audit``, named like it, that shows what the database
holds as rows (subject, actual); its expectation comes from config, DDL or markers.
Only the fingerprints of tables are worked out elsewhere, in ``fingerprints.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from horizonscale import expectations as expect
from horizonscale.comparison import Expected
from horizonscale.expectations import Context
from horizonscale.expected_schema import declared, no_nulls
from horizonscale.expected_shares import counts
from horizonscale.tables import TABLES as FILLED_TABLES

TABLES = tuple(sorted((*FILLED_TABLES, "genesis_metadata")))

_EACH_TABLE = tuple({"table": table} for table in TABLES)


@dataclass(frozen=True)
class Check:
    """One question to the database.

    Parameters
    ----------
    name : str
        Also the name of its file under ``sql/audit``.
    severity : str
        ``error``, which fails the audit, or ``warn``.
    description : str
        What it proves.
    expected : callable
        From a context to the expected value of each subject. A value with ``low`` and
        ``high`` is a range.
    parameters : tuple of dict
        The query runs once with each.
    fingerprints : bool
        Whether it looks at the fingerprints of tables, which no file holds.
    """

    name: str
    severity: str
    description: str
    expected: Callable[[Context], Expected]
    parameters: tuple[dict[str, str], ...] = ({},)
    fingerprints: bool = False

    @property
    def path(self) -> str | None:
        """Name of its SQL file without the ending, if it has one."""
        return None if self.fingerprints else self.name


def _check(
    name: str, description: str, expected: Callable[[Context], Expected]
) -> Check:
    return Check(name, "error", description, expected)


def _counts(name: str, of: str) -> Check:
    return _check(name, f"{of} are as many as their weights allow.", counts(name))


def _declared(name: str, of: str) -> Check:
    return _check(name, f"{of} are those of the DDL, no more.", declared(name))


CHECKS = (
    _declared("schema_relations", "Tables and views"),
    _declared("schema_columns", "Columns, with types and defaults,"),
    _declared("schema_constraints", "Constraints of all tables"),
    _declared("schema_indexes", "Indexes"),
    _declared("schema_comments", "Comments on tables, views and columns"),
    _check(
        "schema_objects",
        "There are no schemas, types, macros, sequences and triggers.",
        expect.nothing(),
    ),
    _check(
        "storage_version",
        "The file has the storage format of the config.",
        expect.storage_version,
    ),
    Check(
        "table_contents",
        "error",
        "Rows and fingerprint of each table are those that its step recorded.",
        expect.table_contents,
        _EACH_TABLE,
        fingerprints=True,
    ),
    Check(
        "no_nulls",
        "error",
        "No column of any table holds a NULL.",
        no_nulls,
        _EACH_TABLE,
    ),
    _check(
        "genesis_metadata",
        "Each step recorded the config, seed, stream and version it was run with.",
        expect.genesis_metadata,
    ),
    _check(
        "host_count",
        "There are as many hosts as the config asks for.",
        expect.host_count,
    ),
    _check(
        "host_index",
        "Host indices run from 0 without gap or repetition.",
        expect.host_index,
    ),
    Check(
        "host_id_unique",
        "error",
        "No two hosts have the same UUID.",
        expect.nothing(*(f"repeated, of first bits {n:02b}" for n in range(4))),
        tuple({"first_bits": str(n)} for n in range(4)),
    ),
    _check(
        "host_id_valid",
        "All UUIDs have version and variant of RFC 9562, version 4.",
        expect.nothing("other_version", "other_variant"),
    ),
    _check(
        "node_names",
        "Node names are the host indices, so they are unique.",
        expect.nothing("unlike_their_index"),
    ),
    _check(
        "references",
        "Every host refers to an application, a hardware model and a behaviour.",
        expect.nothing(
            "hosts to dna_profiles", "hosts to hardware_models", "hosts to hierarchy"
        ),
    ),
    _check(
        "behaviours_present",
        "At least one host shows each behaviour, and none another.",
        expect.behaviours_present,
    ),
    _counts("behaviour_counts", "Hosts of each behaviour"),
    _counts("scenario_counts", "Hosts of each scenario"),
    _counts("risk_counts", "Common and rare hosts"),
    _counts("classification_counts", "Physical and virtual hosts"),
    _counts("hardware_model_counts", "Hosts of each hardware model"),
    _counts("server_type_counts", "Hosts of each server type"),
    _counts("region_counts", "Hosts of each region"),
    _counts("department_counts", "Hosts of each department"),
    _counts("application_counts", "Hosts of each application"),
    _counts("criticality_tier_counts", "Applications of each criticality tier"),
    _check(
        "host_hardware",
        "Every host has the classification, cores, memory and storage of its model.",
        expect.nothing(
            "classification", "cpu_cores", "memory_gb", "storage_capacity_mb"
        ),
    ),
    _check(
        "host_risk",
        "Every host has the risk of its behaviour.",
        expect.nothing("risk"),
    ),
    _check(
        "hardware_models",
        "The hardware catalogue is that of the config.",
        expect.hardware_models,
    ),
    _check(
        "dna_profiles",
        "The behaviours and their parameters are those of the config.",
        expect.dna_profiles,
    ),
    _check(
        "hierarchy",
        "Company, division, department and cost centre of each application are those"
        " of the config.",
        expect.hierarchy,
    ),
    _check(
        "department_applications",
        "Each department has as many applications as the config asks for.",
        expect.department_applications,
    ),
    _check(
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
    _check(
        "mail_domains",
        "All addresses are of the mail domain of the config.",
        expect.mail_domains,
    ),
    _check(
        "calendar_window",
        "The calendar begins and ends as the config says.",
        expect.calendar_window,
    ),
    _check(
        "calendar_counts",
        "The calendar is contiguous, with all its days and months.",
        expect.calendar_counts,
    ),
    _check(
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
    _check(
        "telemetry_rows",
        "Every host joins its application, hardware and behaviour once, so telemetry"
        " will have hosts times days rows.",
        expect.telemetry_rows,
    ),
)
