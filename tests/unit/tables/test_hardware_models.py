"""The tables that repeat the config are exactly the config."""

from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
from configs import DEFAULT, ROOT
from horizonscale.database.connection import insert
from horizonscale.tables.hardware_models import hardware_models

DDL = (ROOT / "sql" / "create_tables.sql").read_text(encoding="utf-8")


INSERTS = {
    "dna_profiles": "INSERT INTO dna_profiles BY NAME FROM rows",
    "hardware_models": "INSERT INTO hardware_models BY NAME FROM rows",
}


def stored(table: str, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return what a table holds of rows, once they are in it."""
    with duckdb.connect() as connection:
        connection.execute(DDL)
        insert(connection, INSERTS[table], rows)
        relation = connection.table(table)
        return [
            dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()
        ]


def number(written: float) -> Decimal:
    return Decimal(repr(written))


def test_hardware_models_are_those_of_the_config(default_settings):
    rows = stored("hardware_models", hardware_models(default_settings))
    for row in rows:
        row["name"] = row.pop("hardware_model")
    assert rows == [
        {
            name: number(value) if name == "weight" else value
            for name, value in model.items()
            if name != "server_types"
        }
        for model in DEFAULT["hardware_models"]
    ]
