"""Checks of the file as a whole: its catalogue, and what the steps recorded."""

from horizonscale.audit.check import Check, each
from horizonscale.audit.expected import values as expect
from horizonscale.audit.expected.schema import declared, no_nulls
from horizonscale.database.fingerprints import SQL_FILE
from horizonscale.tables.names import ALL_TABLES

FINGERPRINT = SQL_FILE.stem
_EACH_TABLE = each(*({"table": table} for table in sorted(ALL_TABLES)))


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
)
