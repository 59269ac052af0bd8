"""How many hosts, or applications, a sound database has of each weighted class.

Counts are draws, so an expectation is a range. Its width follows from the number of
hosts and from the number of all ranges, so that a sound database fails its audit by
chance at most once in a thousand. Behaviours dealt by quota have no chance in them.
"""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from operator import attrgetter

from horizonscale.audit.bounds import count_bounds
from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected
from horizonscale.audit.expectations import application
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.settings import AuditSettings, Behaviour
from horizonscale.sampling.weights import zipf_shares

Shares = dict[str, Fraction]


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
        cells = compared_cells(settings)
        return {
            name: _drawn(total, share, cells)
            for name, share in _SHARES[check](settings).items()
        }

    return expected


def compared_cells(settings: AuditSettings) -> int:
    """Return the number of classes that all checks together compare."""
    return sum(len(shares(settings)) for shares in _SHARES.values())


def _drawn(total: int, share: Fraction, cells: int) -> dict[str, float | int]:
    return _range(total * share, *count_bounds(total, share, cells))


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


def _range(mean: Fraction, low: int, high: int) -> dict[str, float | int]:
    return {"count": round(float(mean), 3), "low": low, "high": high}


def _totals(settings: AuditSettings, check: str) -> int:
    if check == "criticality_tier_counts":
        return settings.applications_per_department * len(settings.departments)
    return settings.hosts


def _named(key: str) -> Callable[[AuditSettings], Shares]:
    def shares(settings: AuditSettings) -> Shares:
        return {entry.name: entry.weight for entry in getattr(settings, key)}

    return shares


def _weighted(column: str) -> Callable[[AuditSettings], Shares]:
    def shares(settings: AuditSettings) -> Shares:
        return {entry.name: entry.weight for entry in settings.weighted[column]}

    return shares


def _of_behaviours(
    key: Callable[[Behaviour], str],
) -> Callable[[AuditSettings], Shares]:
    def shares(settings: AuditSettings) -> Shares:
        total: Shares = {}
        for item in settings.behaviours:
            total[key(item)] = total.get(key(item), Fraction(0)) + item.weight
        return total

    return shares


def _models(settings: AuditSettings) -> Shares:
    population = _named("classifications")(settings)
    return {
        model.name: population[model.classification] * model.weight
        for model in settings.hardware_models
    }


def _applications(settings: AuditSettings) -> Shares:
    ranks = zipf_shares(settings.applications_per_department)
    return {
        application(department, rank): department.weight * share
        for department in settings.departments
        for rank, share in enumerate(ranks, start=1)
    }


_KEYS_OF_BEHAVIOURS = {
    "scenario_counts": attrgetter("scenario"),
    "behaviour_counts": attrgetter("label"),
    "risk_counts": attrgetter("risk"),
}
_SHARES: dict[str, Callable[[AuditSettings], Shares]] = {
    **{check: _of_behaviours(key) for check, key in _KEYS_OF_BEHAVIOURS.items()},
    "classification_counts": _named("classifications"),
    "hardware_model_counts": _models,
    **{f"{column}_counts": _weighted(column) for column in WEIGHTED_ATTRIBUTES},
    "department_counts": _named("departments"),
    "application_counts": _applications,
    "criticality_tier_counts": _named("criticality_tiers"),
}
