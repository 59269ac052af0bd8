"""Hosts of a fleet as telemetry takes them, from the database's columns."""

from datetime import date
from typing import Any

from configs import DEFAULT, config
from horizonscale.config.parsing import parse
from horizonscale.config.settings import TelemetrySettings
from horizonscale.tables.hosts import Fleet
from horizonscale.telemetry.hosts import Hosts

START = date.fromisoformat(DEFAULT["start_date"])


def settings_of(**changes: Any) -> TelemetrySettings:
    """Return the settings of telemetry of the default config with some changes."""
    return parse(TelemetrySettings, config(**changes))


def hosts_of(settings: TelemetrySettings, first: int, count: int) -> Hosts:
    """Return some hosts of a fleet."""
    rows = Fleet(settings).batch(first, count).to_pylist()
    bandwidth = {one.name: one.network_mbit_s for one in settings.hardware_models}
    return Hosts(
        first,
        [row["application_id"] for row in rows],
        [row["role"] for row in rows],
        [row["environment"] for row in rows],
        [(row["scenario"], row["variant"]) for row in rows],
        [bandwidth[row["hardware_model"]] for row in rows],
    )
