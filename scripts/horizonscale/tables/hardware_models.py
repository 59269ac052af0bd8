"""The table ``hardware_models``: the hardware catalogue of the config."""

from dataclasses import asdict

import polars as pl

from horizonscale.config.settings import HostSettings
from horizonscale.sampling.weights import as_decimal

SHARE = pl.Decimal(7, 6)


def hardware_models(settings: HostSettings) -> pl.DataFrame:
    """Return the table ``hardware_models``, one row a model of the catalogue."""
    rows = []
    for model in settings.hardware_models:
        row = {**asdict(model), "weight": as_decimal(model.weight)}
        del row["server_types"]  # a table of its own
        rows.append(row)
    return pl.DataFrame(rows, schema_overrides={"weight": SHARE}).rename(
        {"name": "hardware_model"}
    )
