"""What the lists of the config hold: entries with exact weights."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
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
    """A model of the catalogue; its weight is the share of its classification.

    Without ``server_types`` it runs all of them.
    """

    classification: str
    cpu_cores: int
    memory_gb: int
    storage_capacity_mb: int
    network_mbit_s: int
    source: str
    server_types: tuple[str, ...] = ()

    def runs(self, classification: str, server_type: str) -> bool:
        """Return whether such hosts can be of this model."""
        fits = not self.server_types or server_type in self.server_types
        return self.classification == classification and fits


@dataclass(frozen=True)
class ApplicationKind:
    """What an application does.

    Without ``departments`` it fits all, without ``criticality_tiers`` the weights of
    the fleet hold.
    """

    name: str
    departments: tuple[str, ...] = ()
    criticality_tiers: tuple[Weighted, ...] = ()

    def fits(self, department: str) -> bool:
        """Return whether a department has such applications."""
        return not self.departments or department in self.departments

    def tiers(self, known: Sequence[Weighted]) -> tuple[Weighted, ...]:
        """Return the tiers of such applications, with weights that sum to 1.

        Tiers that the fleet does not have are passed over; if none is left, the
        weights of the fleet hold.
        """
        names = {tier.name for tier in known}
        own = [tier for tier in self.criticality_tiers if tier.name in names]
        total = sum((tier.weight for tier in own), Fraction(0))
        if not total:
            return tuple(known)
        return tuple(Weighted(tier.name, tier.weight / total) for tier in own)


@dataclass(frozen=True)
class TelemetryRole:
    """When the hosts of a role are busy."""

    name: str
    weekend_pct: int = 100
    month_end_pct: int = 0


@dataclass(frozen=True)
class TelemetryEnvironment:
    """How lively the hosts of an environment are."""

    name: str
    liveliness_pct: int = 100


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
