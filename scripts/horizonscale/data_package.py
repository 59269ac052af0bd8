"""The export as a Frictionless Data Package (datapackage.org).

By version 1 of the standard, which lets a resource be a plain file: as tables, which
version 2 allows alone, Parquet files fail Frictionless 5's check of size and hash.
It holds no time and no place, so it is the same for the same files.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from horizonscale.catalogue import Column, Constraint, Relation
from horizonscale.exported import (
    DATA_CONTRACT,
    FORMATS,
    TSBS_FILE,
    table_file,
)
from horizonscale.tsbs import tsbs_schema
from horizonscale.version import VERSION

DESCRIPTION = (
    "A server fleet that does not exist, to test forecasting, alerting and capacity"
    " reports on: servers with hardware, owners and behaviour, the business hierarchy"
    " that owns them, and a daily calendar. All people and addresses are invented. The"
    " table genesis_metadata holds the config that the fleet follows from."
)
_CSV = {
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
    },
}
_PARQUET = {
    "profile": "data-resource",
    "type": "file",
    "format": "parquet",
    "mediatype": "application/vnd.apache.parquet",
}
_CONTRACT = {
    "profile": "data-resource",
    "type": "file",
    "format": "yaml",
    "mediatype": "application/yaml",
    "encoding": "utf-8",
}

# What a type of DuckDB is called in Table Schema.
_TYPES = {
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DECIMAL": "number",
    "INTEGER": "integer",
    "SMALLINT": "integer",
    "TINYINT": "integer",
    "UUID": "string",
    "VARCHAR": "string",
}


def data_package(
    relations: Iterable[Relation],
    files: Mapping[str, Mapping[str, int | str]],
    tables: Mapping[str, Mapping[str, int | str]],
    sources: Iterable[str],
) -> dict[str, Any]:
    """Return the descriptor of the export.

    Parameters
    ----------
    relations : iterable of Relation
        The tables; views are passed over.
    files : mapping
        ``bytes`` and ``sha256`` of each file but the descriptor itself, by its name.
    tables : mapping
        ``rows`` and ``fingerprint`` of each table.
    sources : iterable of str
        Where the figures of the hardware catalogue come from.
    """
    relations = [relation for relation in relations if not relation.is_view]
    return {
        "profile": "data-package",
        "name": "horizonscale-genesis",
        "title": "HorizonScale Genesis: a synthetic server fleet",
        "description": DESCRIPTION,
        "version": VERSION,
        "keywords": ["synthetic data", "capacity planning", "AIOps", "servers"],
        "licenses": [
            {
                "name": "MIT",
                "title": "MIT License",
                "path": "https://opensource.org/license/mit",
            }
        ],
        "sources": [_source(text) for text in sources],
        "resources": [
            *(_table(item, files, tables) for item in relations),
            *(_parquet(item, files) for item in relations),
            {
                "name": "tsbs-hosts",
                "description": "The hosts as tags of the Time Series Benchmark Suite.",
                **_CSV,
                **_file(TSBS_FILE, files),
                "schema": tsbs_schema(),
            },
            {
                "name": "data-contract",
                "description": "The Open Data Contract of these tables.",
                **_CONTRACT,
                **_file(DATA_CONTRACT, files),
            },
        ],
    }


def _table(
    relation: Relation,
    files: Mapping[str, Mapping[str, int | str]],
    tables: Mapping[str, Mapping[str, int | str]],
) -> dict[str, Any]:
    return {
        "name": relation.name,
        "description": relation.comment,
        **_CSV,
        **_file(table_file(relation.name, FORMATS[0]), files),
        **tables[relation.name],
        "schema": table_schema(relation),
    }


def _parquet(
    relation: Relation, files: Mapping[str, Mapping[str, int | str]]
) -> dict[str, Any]:
    return {
        "name": f"{relation.name}-parquet",
        "description": relation.comment,
        **_PARQUET,
        **_file(table_file(relation.name, FORMATS[1]), files),
    }


def table_schema(relation: Relation) -> dict[str, Any]:
    """Return the Table Schema of a table, with its keys."""
    schema: dict[str, Any] = {
        "fields": [_field(column, relation) for column in relation.columns],
        # No value is missing, and an empty text is a text.
        "missingValues": [],
        "primaryKey": list(relation.primary_key),
    }
    if unique := relation.of_kind("UNIQUE"):
        schema["uniqueKeys"] = [list(key.columns) for key in unique]
    if references := relation.of_kind("FOREIGN KEY"):
        schema["foreignKeys"] = [_foreign_key(key) for key in references]
    return schema


def _field(column: Column, relation: Relation) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type.partition("(")[0]],
        "description": column.comment,
    }
    if column.type == "UUID":
        field["format"] = "uuid"
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if relation.is_unique(column.name):
        constraints["unique"] = True
    field["constraints"] = constraints | relation.limits(column)
    return field


def _foreign_key(key: Constraint) -> dict[str, Any]:
    reference = {"resource": key.referenced, "fields": list(key.referenced_columns)}
    return {"fields": list(key.columns), "reference": reference}


def _file(name: str, files: Mapping[str, Mapping[str, int | str]]) -> dict[str, Any]:
    seen = files[name]
    return {"path": name, "bytes": seen["bytes"], "hash": f"sha256:{seen['sha256']}"}


def _source(text: str) -> dict[str, str]:
    """Take the address that ends the text of a source apart from it."""
    title, comma, path = text.rpartition(", ")
    if comma and path.startswith(("https://", "http://")):
        return {"title": title, "path": path}
    return {"title": text}
