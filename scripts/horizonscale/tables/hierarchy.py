"""The business hierarchy: the applications that own the hosts, and their people."""

from bisect import bisect_right

import polars as pl

from horizonscale.config.entries import ApplicationKind
from horizonscale.config.settings import FleetSettings
from horizonscale.sampling.streams import words
from horizonscale.sampling.weights import thresholds
from horizonscale.tables.estate import application_id
from horizonscale.tables.people import people

FIRST_COST_CENTRE = 1000

_HALF_BITS = 32  # a draw from a team takes the leading 32 bits of its word


def hierarchy(settings: FleetSettings) -> pl.DataFrame:
    """Return the table ``hierarchy``, one row an application.

    The draws of an application depend on its department's code and its rank alone, so
    that a department or application more leaves those of the others as they are.
    """
    pool = people(settings)
    size = settings.applications_per_department

    def draws(code: str, column: str) -> list[int]:
        attribute = f"hierarchy.{code}.{column}"
        return [
            int(word)
            for word in words(settings.stream, settings.seed, attribute, 0, size)
        ]

    rows = []
    for number, department in enumerate(settings.departments):
        code = department.code
        team = pool[number :: len(settings.departments)]
        managers = draws(code, "application_manager")
        owners = draws(code, "business_owner")
        tiers = draws(code, "criticality_tier")
        kinds = [
            kind for kind in settings.application_kinds if kind.fits(department.name)
        ]
        for rank in range(1, size + 1):
            turn, index = divmod(rank - 1, len(kinds))
            manager = _member(team, managers[rank - 1])
            owner = _member(team, owners[rank - 1])
            rows.append(
                {
                    "application_id": application_id(code, rank),
                    "company": settings.company,
                    "division": department.division,
                    "department": department.name,
                    "application_name": application_name(
                        department.name, kinds[index], turn
                    ),
                    "application_manager": manager["name"],
                    "application_manager_email": manager["email"],
                    "business_owner": owner["name"],
                    "business_owner_email": owner["email"],
                    "cost_centre": f"{code}{FIRST_COST_CENTRE + rank}",
                    "criticality_tier": _tier(settings, kinds[index], tiers[rank - 1]),
                }
            )
    return pl.DataFrame(rows)


def application_name(department: str, kind: ApplicationKind, turn: int) -> str:
    """Name an application; after a full round of the kinds the names get a number."""
    name = f"{department} {kind.name}"
    return f"{name} {turn + 1}" if turn else name


def _member(team: list[dict[str, str]], word: int) -> dict[str, str]:
    return team[((word >> _HALF_BITS) * len(team)) >> _HALF_BITS]


def _tier(settings: FleetSettings, kind: ApplicationKind, word: int) -> str:
    tiers = kind.tiers(settings.criticality_tiers)
    return tiers[bisect_right(thresholds([tier.weight for tier in tiers]), word)].name
