"""Tables that repeat the config in the database: behaviours and hardware."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from horizonscale.behaviours import behaviours
from horizonscale.weights import decimal

WEIGHT = pl.Decimal(13, 12)  # the product of two weights of six places each
SHARE = pl.Decimal(7, 6)
PARAMETER = pl.Decimal(6, 3)


def dna_profiles(settings: Mapping[str, Any]) -> pl.DataFrame:
    """Return the table ``dna_profiles``, one row a behaviour."""
    rows = []
    for behaviour in behaviours(settings):
        weight = behaviour.weight
        rows.append(
            {
                "scenario": behaviour.scenario,
                "variant": behaviour.variant,
                "risk": behaviour.risk,
                "weight": Decimal(weight.numerator) / Decimal(weight.denominator),
                **{
                    name: decimal(value) for name, value in behaviour.parameters.items()
                },
            }
        )
    parameters = {name: PARAMETER for name in rows[0] if name not in _LEADING}
    return pl.DataFrame(rows, schema_overrides={"weight": WEIGHT, **parameters})


def hardware_models(settings: Mapping[str, Any]) -> pl.DataFrame:
    """Return the table ``hardware_models``, one row a model of the catalogue."""
    rows = [
        {**model, "weight": decimal(model["weight"])}
        for model in settings["hardware_models"]
    ]
    return pl.DataFrame(rows, schema_overrides={"weight": SHARE}).rename(
        {"name": "hardware_model"}
    )


_LEADING = ("scenario", "variant", "risk", "weight")
