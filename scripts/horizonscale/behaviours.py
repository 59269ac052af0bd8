"""The behaviours of a config: each scenario with each of its variants."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from horizonscale.weights import exact


@dataclass(frozen=True)
class Behaviour:
    """A scenario and variant, with its share of all hosts and its parameters."""

    scenario: str
    variant: str
    risk: str
    weight: Fraction
    parameters: Mapping[str, float]


def behaviours(settings: Mapping[str, Any]) -> list[Behaviour]:
    """Return the behaviours in the order of the config."""
    return [
        Behaviour(
            scenario=scenario["name"],
            variant=variant["name"],
            risk=variant["risk"],
            weight=exact(scenario["weight"]) * exact(variant["weight"]),
            parameters={
                name: value
                for name, value in variant.items()
                if name not in ("name", "risk", "weight")
            },
        )
        for scenario in settings["scenarios"]
        for variant in scenario["variants"]
    ]
