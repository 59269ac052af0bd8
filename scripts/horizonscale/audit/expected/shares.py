"""How many hosts, or applications, a sound database has of each weighted class.

Counts are draws, so an expectation is a range. Its width follows from the number of
hosts and from the number of all ranges, so that a sound database fails its audit by
chance at most once in two thousand. Behaviours dealt by quota have no chance in them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor, fsum
from operator import attrgetter

import numpy as np

from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected
from horizonscale.audit.expected.applications import kinds_of_applications
from horizonscale.audit.expected.bounds import count_bounds
from horizonscale.audit.expected.estate import applications, standards
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.entries import Behaviour
from horizonscale.config.settings import AuditSettings

Shares = Mapping[str, Fraction | float]


def counts(check: str) -> Callable[[Context], Expected]:
    """Return the expectation of a check that counts classes.

    It gives each class its mean ``count``, to three places, and the fewest (``low``)
    and most (``high``) that a sound database may have.
    """

    def expected(context: Context) -> Expected:
        settings = context.settings
        if check in _KEYS_OF_BEHAVIOURS and settings.allocation == "quota":
            return _dealt(settings, _KEYS_OF_BEHAVIOURS[check])
        total = _totals(settings, check)
        found = _SHARES[check](context)
        shares = np.array([float(share) for share in found.values()])
        bounds = count_bounds(total, shares, context.once(compared_cells))
        return {
            name: _range(total * share, int(low), int(high))
            for (name, share), low, high in zip(found.items(), *bounds, strict=True)
        }

    return expected


def compared_cells(context: Context) -> int:
    """Return the number of classes that all checks here compare."""
    return sum(len(shares(context)) for shares in _SHARES.values())


def _dealt(settings: AuditSettings, key: Callable[[Behaviour], str]) -> Expected:
    """Quota leaves each behaviour less than one host from its share; add those up."""
    mean: dict[str, Fraction] = {}
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for item in settings.behaviours:
        share = settings.hosts * item.weight
        mean[key(item)] = mean.get(key(item), Fraction(0)) + share
        low[key(item)] += floor(share)
        high[key(item)] += ceil(share)
    return {name: _range(mean[name], low[name], high[name]) for name in mean}


def _range(mean: Fraction | float, low: int, high: int) -> dict[str, float | int]:
    return {"count": round(float(mean), 3), "low": low, "high": high}


def _totals(settings: AuditSettings, check: str) -> int:
    if check == "criticality_tier_counts":
        return settings.applications_per_department * len(settings.departments)
    return settings.hosts


def _named(key: str) -> Callable[[Context], Shares]:
    def shares(context: Context) -> Shares:
        entries = getattr(context.settings, key)
        return {entry.name: entry.weight for entry in entries}

    return shares


def _weighted(column: str) -> Callable[[Context], Shares]:
    def shares(context: Context) -> Shares:
        entries = context.settings.weighted[column]
        return {entry.name: entry.weight for entry in entries}

    return shares


def _of_behaviours(
    key: Callable[[Behaviour], str],
) -> Callable[[Context], Shares]:
    def shares(context: Context) -> Shares:
        total: dict[str, Fraction] = {}
        for item in context.settings.behaviours:
            total[key(item)] = total.get(key(item), Fraction(0)) + item.weight
        return total

    return shares


def _models(context: Context) -> Shares:
    """Sum over the estate: hosts that follow have the models that fit their owner."""
    found = context.once(standards)["hardware_model"]
    of_owners = (found.probabilities * found.shares).tolist()
    return {name: fsum(row) for name, row in zip(found.values, of_owners, strict=True)}


def _tiers(context: Context) -> Shares:
    """Return the mean over all applications: each has the tiers of its kind."""
    settings = context.settings
    total: dict[str, Fraction] = {
        tier.name: Fraction(0) for tier in settings.criticality_tiers
    }
    kinds = kinds_of_applications(settings)
    for kind in kinds.values():
        for tier in kind.tiers(settings.criticality_tiers):
            total[tier.name] += tier.weight
    return {name: share / len(kinds) for name, share in total.items()}


_KEYS_OF_BEHAVIOURS = {
    "scenario_counts": attrgetter("scenario"),
    "behaviour_counts": attrgetter("label"),
    "risk_counts": attrgetter("risk"),
}
_SHARES: dict[str, Callable[[Context], Shares]] = {
    **{check: _of_behaviours(key) for check, key in _KEYS_OF_BEHAVIOURS.items()},
    "classification_counts": _named("classifications"),
    "hardware_model_counts": _models,
    **{f"{column}_counts": _weighted(column) for column in WEIGHTED_ATTRIBUTES},
    "department_counts": _named("departments"),
    "application_counts": lambda context: applications(context.settings),
    "criticality_tier_counts": _tiers,
}
