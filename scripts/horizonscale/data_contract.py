"""The tables as an Open Data Contract (ODCS, bitol.io), made from DDL and audit.

It holds no time and no place, so it is the same for the same config.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from horizonscale.catalogue import Column, Constraint, Relation
from horizonscale.contract_rules import quality_rules
from horizonscale.data_package import DESCRIPTION
from horizonscale.exported import FORMATS, table_file
from horizonscale.version import VERSION

API_VERSION = "v3.2.0"

# What a type of DuckDB is called in the contract, and in how many bits it is held.
_TYPES = {
    "BIGINT": ("integer", {"format": "i64"}),
    "BOOLEAN": ("boolean", {}),
    "DATE": ("date", {"format": "yyyy-MM-dd"}),
    "DECIMAL": ("number", {}),
    "INTEGER": ("integer", {"format": "i32"}),
    "SMALLINT": ("integer", {"format": "i16"}),
    "TINYINT": ("integer", {"format": "i8"}),
    "UUID": ("string", {"format": "uuid"}),
    "VARCHAR": ("string", {}),
}


def data_contract(relations: Iterable[Relation], audit: Mapping[str, Any]) -> str:
    """Return the contract as YAML.

    Parameters
    ----------
    relations : iterable of Relation
        The tables; views are passed over.
    audit : mapping
        The report of the audit: rows and fingerprint of each table, and its checks.
    """
    relations = [relation for relation in relations if not relation.is_view]
    contract = {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": "horizonscale-genesis",
        "name": "HorizonScale Genesis",
        "version": VERSION,
        "status": "active",
        "domain": "capacity-planning",
        "description": {
            "purpose": DESCRIPTION,
            "usage": (
                "Read it, or attach the database READ_ONLY to one of your own; a later"
                " stage writes there. The same config gives the same tables."
            ),
            "limitations": (
                "Nothing in it was measured. Shares and behaviours are those of the"
                " config, which is in genesis_metadata."
            ),
        },
        "servers": _servers(),
        "schema": [_object(relation, audit) for relation in relations],
    }
    return yaml.safe_dump(contract, allow_unicode=True, sort_keys=False, width=88)


def _servers() -> list[dict[str, Any]]:
    """Return where the tables stand, relative to the contract."""
    local = [
        {
            "server": file_format,
            "type": "local",
            "path": f"./{table_file('{model}', file_format)}",
            "format": file_format,
        }
        for file_format in FORMATS
    ]
    database = "../horizonscale_synth.db"
    return [
        {"server": "duckdb", "type": "duckdb", "database": database, "schema": "main"},
        *local,
    ]


def _object(relation: Relation, audit: Mapping[str, Any]) -> dict[str, Any]:
    held = audit["statistics"]["tables"]
    found: dict[str, Any] = {
        "name": relation.name,
        "logicalType": "object",
        "physicalName": relation.name,
        "physicalType": "table",
        "description": relation.comment,
        "dataGranularityDescription": relation.grain,
        "properties": [_property(column, relation) for column in relation.columns],
    }
    if references := relation.of_kind("FOREIGN KEY"):
        found["relationships"] = [_relationship(relation, key) for key in references]
    found["quality"] = quality_rules(relation, audit)
    found["customProperties"] = [
        {"property": "fingerprint", "value": held[relation.name]["fingerprint"]}
    ]
    return found


def _property(column: Column, relation: Relation) -> dict[str, Any]:
    kind, options = _TYPES[column.type.partition("(")[0]]
    limits = relation.limits(column)
    allowed = limits.pop("enum", ())
    found: dict[str, Any] = {
        "name": column.name,
        "logicalType": kind,
        "physicalType": column.type,
        "description": column.comment,
        "required": not column.nullable,
    }
    if relation.is_unique(column.name):
        found["unique"] = True
    if column.name in relation.primary_key:
        found["primaryKey"] = True
        found["primaryKeyPosition"] = relation.primary_key.index(column.name) + 1
    if options or limits:
        found["logicalTypeOptions"] = options | limits
    if allowed:
        found["enum"] = [{"value": value} for value in allowed]
    return found


def _relationship(relation: Relation, key: Constraint) -> dict[str, Any]:
    ends = [
        [f"{relation.name}.{column}" for column in key.columns],
        [f"{key.referenced}.{column}" for column in key.referenced_columns],
    ]
    # One column is written as a text, several as a list of the same length.
    source, target = (end[0] if len(end) == 1 else end for end in ends)
    return {"type": "foreignKey", "from": source, "to": target}
