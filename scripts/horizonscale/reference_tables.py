"""Tables that repeat the config in the database: behaviours and hardware."""

from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

import polars as pl

from horizonscale.settings import HostSettings

WEIGHT = pl.Decimal(13, 12)  # the product of two weights of six places each
SHARE = pl.Decimal(7, 6)
PARAMETER = pl.Decimal(6, 3)


def dna_profiles(settings: HostSettings) -> pl.DataFrame:
    """Return the table ``dna_profiles``, one row a behaviour."""
    rows = [
        {
            "scenario": behaviour.scenario,
            "variant": behaviour.variant,
            "risk": behaviour.risk,
            "weight": _decimal(behaviour.weight),
            **behaviour.dna.parameters,
        }
        for behaviour in settings.behaviours
    ]
    parameters = dict.fromkeys(settings.behaviours[0].dna.parameters, PARAMETER)
    return pl.DataFrame(rows, schema_overrides={"weight": WEIGHT, **parameters})


def hardware_models(settings: HostSettings) -> pl.DataFrame:
    """Return the table ``hardware_models``, one row a model of the catalogue."""
    rows = [
        {**asdict(model), "weight": _decimal(model.weight)}
        for model in settings.hardware_models
    ]
    return pl.DataFrame(rows, schema_overrides={"weight": SHARE}).rename(
        {"name": "hardware_model"}
    )


def _decimal(weight: Fraction) -> Decimal:
    return Decimal(weight.numerator) / Decimal(weight.denominator)
