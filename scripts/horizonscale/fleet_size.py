"""Whether a fleet is large enough for its behaviours: known before it is built."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from horizonscale import quota
from horizonscale.faults import Fault
from horizonscale.settings import Scenario, behaviours
from horizonscale.weights import ABSENCE_LIMIT, absence_probability, smallest_fleet

MOST_HOSTS = 1_000_000_000  # as in the schema; names have nine digits


def fleet_size_faults(
    hosts: int, allocation: str, scenarios: Sequence[Scenario]
) -> Iterable[Fault]:
    """Refuse a fleet that would probably lack a behaviour."""
    found = behaviours(scenarios)
    weights = [behaviour.weight for behaviour in found]
    for behaviour in found:
        if behaviour.weight == 0:
            yield Fault(
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
        yield Fault(
            "hosts",
            hosts,
            f"a fleet this small lacks a behaviour with probability up to"
            f" {float(probability):.2g}; on average it has"
            f" {float(rarest.weight * hosts):.3g} of {rarest.label}.",
            _larger_fleet(smallest_fleet(weights)),
        )


def _larger_fleet(hosts: int) -> str:
    if hosts > MOST_HOSTS:
        return "Give it more weight, or use allocation: quota."
    return f"Use at least {hosts} hosts, or allocation: quota."


def _quota_size(hosts: int, weights: Sequence[Fraction]) -> Iterable[Fault]:
    period = quota.period(weights)
    if period > quota.LONGEST_PERIOD:
        yield Fault(
            "allocation",
            "quota",
            f"needs weights whose proportions come out even within"
            f" {quota.LONGEST_PERIOD} hosts; these need {period}.",
            "Round the weights of scenarios and variants, or use allocation: random.",
        )
    elif hosts < quota.smallest_fleet(weights):
        yield Fault(
            "hosts",
            hosts,
            "is too few to show every behaviour.",
            f"Use at least {quota.smallest_fleet(weights)} hosts.",
        )
