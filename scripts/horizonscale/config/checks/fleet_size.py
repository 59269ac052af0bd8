"""Whether a fleet is large enough for its behaviours: known before it is built."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from horizonscale.config.entries import Scenario, behaviours
from horizonscale.config.errors import ErrorDetails
from horizonscale.sampling import quota
from horizonscale.sampling.absence import (
    ABSENCE_LIMIT,
    absence_probability,
    smallest_fleet,
)

MAX_HOSTS = 1_000_000_000  # as in the schema; names have nine digits


def fleet_size_errors(
    hosts: int, allocation: str, scenarios: Sequence[Scenario]
) -> Iterable[ErrorDetails]:
    """Refuse a fleet that would probably lack a behaviour."""
    found = behaviours(scenarios)
    weights = [behaviour.weight for behaviour in found]
    for behaviour in found:
        if behaviour.weight == 0:
            yield ErrorDetails(
                "scenarios",
                behaviour.label,
                "has weight 0, so no host would show this behaviour.",
                "Give it a weight above 0.",
            )
            return
    if allocation == "quota":
        yield from _quota_size(hosts, weights)
        return
    probability = absence_probability(weights, hosts)
    if Fraction(probability) > ABSENCE_LIMIT:
        rarest = min(found, key=lambda behaviour: behaviour.weight)
        yield ErrorDetails(
            "hosts",
            hosts,
            f"a fleet this small lacks a behaviour with probability up to"
            f" {float(probability):.2g}; on average it has"
            f" {float(rarest.weight * hosts):.3g} of {rarest.label}.",
            _larger_fleet(smallest_fleet(weights)),
        )


def _larger_fleet(hosts: int) -> str:
    if hosts > MAX_HOSTS:
        return "Give it more weight, or use allocation: quota."
    return f"Use at least {hosts} hosts, or allocation: quota."


def _quota_size(hosts: int, weights: Sequence[Fraction]) -> Iterable[ErrorDetails]:
    period = quota.period(weights)
    if period > quota.MAX_PERIOD:
        yield ErrorDetails(
            "allocation",
            "quota",
            f"needs weights that a fleet of at most {quota.MAX_PERIOD} hosts can have"
            f" exactly; these need {period} hosts.",
            "Round the weights of scenarios and variants, or use allocation: random.",
        )
    elif hosts < quota.smallest_fleet(weights):
        yield ErrorDetails(
            "hosts",
            hosts,
            "is too few to show every behaviour.",
            f"Use at least {quota.smallest_fleet(weights)} hosts.",
        )
