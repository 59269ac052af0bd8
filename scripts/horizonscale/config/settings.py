"""The settings of a fleet: parsed once, exact, with units in their names.

A step reads a part of the config, and each part is a class: its fields are the keys.
Parts share fields by inheritance, so what one step parses another one's code takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from horizonscale.config.entries import (
    ApplicationKind,
    Behaviour,
    Department,
    HardwareModel,
    Scenario,
    TelemetryEnvironment,
    TelemetryRole,
    Weighted,
    behaviours,
)


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    """What ``db_create`` reads."""

    storage_version: str


@dataclass(frozen=True, kw_only=True)
class SchemaSettings:
    """What ``schema`` reads."""

    keys: str


@dataclass(frozen=True, kw_only=True)
class HostSettings:
    """What a host depends on: all that ``seed_shard`` reads.

    ``weighted`` has the lists of ``WEIGHTED_ATTRIBUTES``, by their columns: each list
    is a key of the config.
    """

    hosts: int
    seed: int
    stream: str
    allocation: str
    scenarios: tuple[Scenario, ...]
    applications_per_department: int
    departments: tuple[Department, ...]
    weighted: Mapping[str, tuple[Weighted, ...]]
    classifications: tuple[Weighted, ...]
    hardware_models: tuple[HardwareModel, ...]
    cohesion_region: Fraction
    cohesion_server_type: Fraction
    cohesion_classification: Fraction
    cohesion_hardware_model: Fraction
    cohesion_scenario: Fraction

    @property
    def behaviours(self) -> tuple[Behaviour, ...]:
        """The behaviours, in the order of the config."""
        return behaviours(self.scenarios)

    def cohesion(self, column: str) -> Fraction:
        """Return the share of hosts that follow their owner in a column."""
        if column == "scenario" and self.allocation == "quota":
            return Fraction(0)
        share: Fraction = getattr(self, f"cohesion_{column}", Fraction(0))
        return share


@dataclass(frozen=True, kw_only=True)
class FleetSettings(HostSettings):
    """What ``seed_hosts`` reads: hosts, and who owns them."""

    company: str
    mail_domain: str
    people: int
    criticality_tiers: tuple[Weighted, ...]
    application_kinds: tuple[ApplicationKind, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarSettings:
    """What ``calendar`` reads; both days are in the window."""

    start_date: date
    end_date: date


@dataclass(frozen=True, kw_only=True)
class AuditSettings(DatabaseSettings, SchemaSettings, FleetSettings, CalendarSettings):
    """What a database is: all that ``audit`` reads."""


@dataclass(frozen=True, kw_only=True)
class TelemetrySettings(HostSettings, CalendarSettings):
    """What the telemetry of a fleet depends on."""

    telemetry_horizon_days: int
    telemetry_roles: tuple[TelemetryRole, ...]
    telemetry_environments: tuple[TelemetryEnvironment, ...]
    telemetry_noise_of_level_pct: int
    telemetry_noise_shared_pct: int
    telemetry_burst_min_pct: int
    telemetry_burst_max_pct: int
    telemetry_bursts_shared_pct: int
    telemetry_level_shifts_per_year: Decimal
    telemetry_level_shift_max_pct: int
    telemetry_outages_per_year: Decimal


@dataclass(frozen=True, kw_only=True)
class Settings(AuditSettings, TelemetrySettings):
    """The whole config, with how a fleet is made: read by the rules, in no digest."""

    shards: int
    step_files: str
