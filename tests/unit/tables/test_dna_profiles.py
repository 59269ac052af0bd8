"""The tables that repeat the config are exactly the config."""

from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
from configs import DEFAULT, ROOT, edited, settings
from horizonscale.database.connection import insert
from horizonscale.tables.dna_profiles import dna_profiles

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


def test_dna_profiles_are_the_behaviours(default_settings):
    rows = stored("dna_profiles", dna_profiles(default_settings))
    assert rows == [
        {
            "scenario": scenario["name"],
            "variant": variant["name"],
            "risk": variant["risk"],
            "weight": number(scenario["weight"]) * number(variant["weight"]),
            **{
                name: number(value)
                for name, value in variant.items()
                if name not in ("name", "risk", "weight")
            },
        }
        for scenario in DEFAULT["scenarios"]
        for variant in scenario["variants"]
    ]
    assert sum(row["weight"] for row in rows) == 1


def test_the_smallest_weights_and_parameters_are_exact():
    values = {"weight": 0.000001, "growth_pct": -99.999, "noise_pct": 0.001}
    [scenario, *others] = edited("scenarios", 0, "variants", 0, **values)["scenarios"]
    changed = [{**scenario, "weight": 0.000001}, *others]
    row = stored("dna_profiles", dna_profiles(settings(scenarios=changed)))[0]
    assert row["weight"] == Decimal("1E-12")
    assert row["growth_pct"] == Decimal("-99.999")
    assert row["noise_pct"] == Decimal("0.001")
