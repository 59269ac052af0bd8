"""The table ``dna_profiles``: the behaviours of the config, with their parameters."""

import polars as pl

from horizonscale.config.settings import HostSettings
from horizonscale.sampling.weights import as_decimal

WEIGHT = pl.Decimal(13, 12)  # the product of two weights of six places each


PARAMETER = pl.Decimal(6, 3)


def dna_profiles(settings: HostSettings) -> pl.DataFrame:
    """Return the table ``dna_profiles``, one row a behaviour."""
    rows = [
        {
            "scenario": behaviour.scenario,
            "variant": behaviour.variant,
            "risk": behaviour.risk,
            "weight": as_decimal(behaviour.weight),
            **behaviour.dna.parameters,
        }
        for behaviour in settings.behaviours
    ]
    parameters = dict.fromkeys(settings.behaviours[0].dna.parameters, PARAMETER)
    return pl.DataFrame(rows, schema_overrides={"weight": WEIGHT, **parameters})
