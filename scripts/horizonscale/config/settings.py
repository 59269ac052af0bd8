"""The settings of a fleet: parsed once, exact, with units in their names.

A step reads a part of the config, and each part is a class: its fields are the keys.
Parts share fields by inheritance, so what one step parses another one's code takes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Weighted:
    """A name with its share."""

    name: str
    weight: Fraction


@dataclass(frozen=True)
class Department(Weighted):
    """A department that owns hosts."""

    code: str
    division: str


@dataclass(frozen=True)
class HardwareModel(Weighted):
    """A model of the catalogue; its weight is the share of its classification."""

    classification: str
    cpu_cores: int
    memory_gb: int
    storage_capacity_mb: int
    source: str


@dataclass(frozen=True)
class Dna:
    """What a behaviour means: percent of capacity, and bursts in 30 days."""

    base_utilisation_min_pct: Decimal
    base_utilisation_max_pct: Decimal
    growth_pct: Decimal
    season_amplitude_pct: Decimal
    noise_pct: Decimal
    bursts_per_30d: Decimal

    @property
    def parameters(self) -> dict[str, Decimal]:
        """The parameters by their names, in their order."""
        return {field.name: getattr(self, field.name) for field in fields(Dna)}


@dataclass(frozen=True)
class Variant(Dna, Weighted):
    """A variant of a scenario; its weight is the share of the scenario's hosts."""

    risk: str


@dataclass(frozen=True)
class Scenario(Weighted):
    """A scenario with its variants."""

    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Behaviour:
    """A variant within its scenario; ``weight`` is its share of all hosts."""

    scenario: str
    variant: str
    risk: str
    weight: Fraction
    dna: Dna

    @property
    def label(self) -> str:
        """What people read: ``BURST / EXTREME``."""
        return behaviour_label(self.scenario, self.variant)


def behaviour_label(scenario: str, variant: str) -> str:
    """Return what a behaviour is called wherever people read it."""
    return f"{scenario} / {variant}"


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

    @property
    def behaviours(self) -> tuple[Behaviour, ...]:
        """The behaviours, in the order of the config."""
        return behaviours(self.scenarios)


@dataclass(frozen=True, kw_only=True)
class FleetSettings(HostSettings):
    """What ``seed_hosts`` reads: hosts, and who owns them."""

    company: str
    mail_domain: str
    people: int
    criticality_tiers: tuple[Weighted, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarSettings:
    """What ``calendar`` reads; both days are in the window."""

    start_date: date
    end_date: date


@dataclass(frozen=True, kw_only=True)
class AuditSettings(DatabaseSettings, SchemaSettings, FleetSettings, CalendarSettings):
    """What a database is: all that ``audit`` reads."""


@dataclass(frozen=True, kw_only=True)
class Settings(AuditSettings):
    """The whole config, with how a fleet is made: read by the rules, in no digest."""

    shards: int
    step_files: str


def behaviours(scenarios: Sequence[Scenario]) -> tuple[Behaviour, ...]:
    """Return each variant of each scenario, with its share of all hosts."""
    return tuple(
        Behaviour(
            scenario.name,
            variant.name,
            variant.risk,
            scenario.weight * variant.weight,
            variant,
        )
        for scenario in scenarios
        for variant in scenario.variants
    )
