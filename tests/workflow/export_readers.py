"""The exported tables as three readers return them, and their fingerprints.

CSV is read by the schema of the data package, Parquet as it comes.
"""

import json
from pathlib import Path

import duckdb
import pandas
import polars
from horizonscale.database.fingerprints import fingerprint
from horizonscale.tables.names import ALL_TABLES

from .conftest import ROOT

DDL = [
    (ROOT / "sql" / name).read_text(encoding="utf-8")
    for name in ("create_metadata.sql", "create_tables.sql")
]
POLARS_TYPES = {
    "string": polars.String,
    "integer": polars.Int64,
    "number": polars.Float64,
    "boolean": polars.Boolean,
    "date": polars.Date,
}
PANDAS_TYPES = {
    "string": "str",
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
    "date": "str",
}


def types(folder: Path, table: str) -> dict[str, str]:
    """Return the type of each column by the data package."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(item for item in package["resources"] if item["name"] == table)
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def polars_csv(folder: Path, table: str):
    schema = {name: POLARS_TYPES[kind] for name, kind in types(folder, table).items()}
    path = folder / "csv" / f"{table}.csv"
    return polars.read_csv(path, schema=schema, empty_string_is_null=False)


def polars_parquet(folder: Path, table: str):
    return polars.read_parquet(folder / "parquet" / f"{table}.parquet")


def pandas_csv(folder: Path, table: str):
    dtypes = {name: PANDAS_TYPES[kind] for name, kind in types(folder, table).items()}
    path = folder / "csv" / f"{table}.csv"
    return pandas.read_csv(path, dtype=dtypes, keep_default_na=False)


def pandas_parquet(folder: Path, table: str):
    return pandas.read_parquet(folder / "parquet" / f"{table}.parquet")


def duckdb_csv(folder: Path, table: str):
    path = str(folder / "csv" / f"{table}.csv")
    with duckdb.connect() as connection:
        # Types are left to the DDL; without the option an empty text would be NULL.
        rows = connection.read_csv(path, all_varchar=True, allow_quoted_nulls=False)
        return rows.to_arrow_table()


def duckdb_parquet(folder: Path, table: str):
    path = str(folder / "parquet" / f"{table}.parquet")
    with duckdb.connect() as connection:
        return connection.read_parquet(path).to_arrow_table()


READERS = (
    polars_csv,
    polars_parquet,
    pandas_csv,
    pandas_parquet,
    duckdb_csv,
    duckdb_parquet,
)


def loaded(read, folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database by the DDL, keys and checks included, filled by a reader."""
    connection = duckdb.connect()
    for text in DDL:
        connection.execute(text)
    for table in ALL_TABLES:  # referenced tables first
        connection.register("frame", read(folder, table))
        connection.execute(f"INSERT INTO {table} BY NAME FROM frame")
        connection.unregister("frame")
    return connection


def fingerprints(connection: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    return {table: fingerprint(connection, table) for table in ALL_TABLES}
