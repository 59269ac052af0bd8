"""The export as a Frictionless Data Package (datapackage.org).

By version 1 of the standard, which lets a resource be a plain file: as tables, which
version 2 allows alone, Parquet files fail Frictionless 5's check of size and hash.
It holds no time and no place, so it is the same for the same files.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from horizonscale.artifacts.markers import FileRecord, Fingerprint
from horizonscale.database.catalogue import Column, Constraint, Relation
from horizonscale.export.files import table_file
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


class Limits(TypedDict, total=False):
    """What a column may hold, in the words of Table Schema."""

    enum: list[str]
    minimum: int
    maximum: int
    minLength: int
    maxLength: int


def data_package(
    relations: Iterable[Relation],
    files: Mapping[str, FileRecord],
    tables: Mapping[str, Fingerprint],
    sources: Iterable[str],
) -> dict[str, object]:
    """Return the descriptor of the export.

    Parameters
    ----------
    relations : iterable of Relation
        The tables; views are passed over.
    files : mapping
        Size and hash of each file but the descriptor itself, by its name.
    tables : mapping
        Rows and fingerprint of each table.
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
            *(
                {
                    "name": item.name,
                    "description": item.comment,
                    **_CSV,
                    **_file(table_file(item.name, "csv"), files),
                    **tables[item.name],
                    "schema": _schema(item),
                }
                for item in relations
            ),
            *(
                {
                    "name": f"{item.name}-parquet",
                    "description": item.comment,
                    **_PARQUET,
                    **_file(table_file(item.name, "parquet"), files),
                }
                for item in relations
            ),
        ],
    }


def _schema(table: Relation) -> dict[str, object]:
    """Return the Table Schema of a table, with its keys."""
    schema: dict[str, object] = {
        "fields": [_field(column, table) for column in table.columns],
        # No value is missing, and an empty text is a text.
        "missingValues": [],
        "primaryKey": table.primary_key,
    }
    if unique := table.of_kind("UNIQUE"):
        schema["uniqueKeys"] = [key.columns for key in unique]
    if references := table.of_kind("FOREIGN KEY"):
        schema["foreignKeys"] = [_foreign_key(key) for key in references]
    return schema


def _field(column: Column, table: Relation) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES[column.type.partition("(")[0]],
        "description": column.comment,
    }
    if column.type == "UUID":
        field["format"] = "uuid"
    constraints: dict[str, object] = {}
    if not column.nullable:
        constraints["required"] = True
    if table.is_unique(column.name):
        constraints["unique"] = True
    for check in table.checks(column.name):
        constraints |= limits(check)
    field["constraints"] = constraints
    return field


def limits(check: str) -> Limits:
    """Return what a check of one column allows, if Table Schema has words for it."""
    subject, _, condition = check.replace('"', "").partition(" ")
    numbers = [int(number) for number in re.findall(r"-?\b\d+", condition)]
    match condition.partition(" ")[0], numbers:
        case "IN", _:
            return {"enum": re.findall("'([^']*)'", condition)}
        case "BETWEEN", [low, high]:
            return {"minimum": low, "maximum": high}
        case ">=", [low]:
            return {"minimum": low}
        case ">", [low]:  # of whole numbers, as all in the DDL are
            return {"minimum": low + 1}
        case "=", [length] if subject.startswith("length("):
            return {"minLength": length, "maxLength": length}
    return {}


def _foreign_key(key: Constraint) -> dict[str, object]:
    reference = {"resource": key.referenced, "fields": key.referenced_columns}
    return {"fields": key.columns, "reference": reference}


def _file(name: str, files: Mapping[str, FileRecord]) -> dict[str, object]:
    seen = files[name]
    return {"path": name, "bytes": seen["bytes"], "hash": f"sha256:{seen['sha256']}"}


def _source(text: str) -> dict[str, str]:
    """Take the address that ends the text of a source apart from it."""
    title, comma, path = text.rpartition(", ")
    if comma and path.startswith(("https://", "http://")):
        return {"title": title, "path": path}
    return {"title": text}
