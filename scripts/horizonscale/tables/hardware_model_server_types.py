"""The table ``hardware_model_server_types``: what runs on which hardware."""

import polars as pl

from horizonscale.config.settings import HostSettings


def hardware_model_server_types(settings: HostSettings) -> pl.DataFrame:
    """Return the table, one row for each model and each server type that it runs."""
    return pl.DataFrame(
        [
            {"hardware_model": model.name, "server_type": server_type.name}
            for model in settings.hardware_models
            for server_type in settings.weighted["server_type"]
            if model.runs(model.classification, server_type.name)
        ]
    )
