"""The tables that repeat the config are exactly the config."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from horizonscale.behaviours import behaviours
from horizonscale.reference_tables import dna_profiles, hardware_models

DDL = Path(__file__).parents[3] / "sql" / "create_tables.sql"
PARAMETERS = (
    "base_utilisation_min_pct",
    "base_utilisation_max_pct",
    "growth_pct",
    "season_amplitude_pct",
    "noise_pct",
    "bursts_per_30d",
)


def test_behaviours_are_every_scenario_with_each_of_its_variants(default_settings):
    found = behaviours(default_settings)
    assert [(one.scenario, one.variant, one.risk) for one in found] == [
        ("STEADY_GROWTH", "NORMAL", "common"),
        ("STEADY_GROWTH", "BREACH", "rare"),
        ("LOW_IDLE", "STABLE", "common"),
        ("LOW_IDLE", "VARIABLE", "rare"),
        ("SEASONAL", "BALANCED", "common"),
        ("SEASONAL", "EXTREME", "rare"),
        ("BURST", "MODERATE", "common"),
        ("BURST", "EXTREME", "rare"),
        ("CAPACITY_BREACH", "IMMINENT", "common"),
        ("CAPACITY_BREACH", "SEVERE", "rare"),
    ]
    assert [one.weight for one in found] == [
        Fraction(percent, 100) for percent in (28, 7, 20, 5, 16, 4, 12, 3, 4, 1)
    ]


def test_dna_profiles_are_the_behaviours(default_settings):
    expected = [
        {
            "scenario": scenario["name"],
            "variant": variant["name"],
            "risk": variant["risk"],
            "weight": Decimal(str(scenario["weight"]))
            * Decimal(str(variant["weight"])),
            **{name: Decimal(str(variant[name])) for name in PARAMETERS},
        }
        for scenario in default_settings["scenarios"]
        for variant in scenario["variants"]
    ]
    found = dna_profiles(default_settings)
    assert found.to_dicts() == expected
    assert found["weight"].sum() == 1


def test_the_smallest_weights_and_parameters_are_exact(default_settings):
    variant = {
        **default_settings["scenarios"][0]["variants"][0],
        "weight": 0.000001,
        "growth_pct": -99.999,
        "noise_pct": 0.001,
        "bursts_per_30d": 999,
    }
    other = {**variant, "name": "OTHER", "risk": "rare", "weight": 0.999999}
    scenario = {"name": "RARE", "weight": 0.000001, "variants": [variant, other]}
    row = dna_profiles({"scenarios": [scenario]}).row(0, named=True)
    assert row["weight"] == Decimal("1E-12")
    assert row["growth_pct"] == Decimal("-99.999")
    assert row["noise_pct"] == Decimal("0.001")
    assert row["bursts_per_30d"] == 999


def test_hardware_models_are_those_of_the_config(default_settings):
    found = hardware_models(default_settings).to_dicts()
    expected = [
        {**model, "weight": Decimal(str(model["weight"]))}
        for model in default_settings["hardware_models"]
    ]
    for row in found:
        row["name"] = row.pop("hardware_model")
    assert found == expected


@pytest.mark.parametrize("make", [dna_profiles, hardware_models])
def test_rows_go_into_their_table_unrounded(default_settings, make):
    rows = make(default_settings)
    with duckdb.connect() as connection:
        connection.execute(DDL.read_text(encoding="utf-8"))
        connection.register("rows", rows.to_arrow())
        if make is dna_profiles:
            connection.execute("INSERT INTO dna_profiles BY NAME FROM rows")
            cursor = connection.execute("FROM dna_profiles")
        else:
            connection.execute("INSERT INTO hardware_models BY NAME FROM rows")
            cursor = connection.execute("FROM hardware_models")
        names = [column[0] for column in cursor.description]
        stored = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert sorted(map(str, stored)) == sorted(
        str({name: row[name] for name in names}) for row in rows.to_dicts()
    )
