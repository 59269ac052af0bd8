"""The business hierarchy: the applications that own the hosts, and their people."""

import polars as pl

from horizonscale.config.settings import FleetSettings
from horizonscale.sampling.streams import Words, words
from horizonscale.sampling.weighted_choice import WeightedChoice
from horizonscale.tables.people import people

# What applications of a bank do, the largest first.
APPLICATION_KINDS = (
    "Core Ledger",
    "Customer Portal",
    "Payments Hub",
    "Reporting Warehouse",
    "Mobile Gateway",
    "Fraud Detection",
    "Document Archive",
    "Risk Engine",
    "Identity Service",
    "Batch Scheduler",
    "Market Data Feed",
    "Case Management",
)


FIRST_COST_CENTRE = 1000


_TO_INDEX = (
    32  # a draw from a pool takes the leading 32 bits: floor(bits * size / 2**32)
)


def application_id(code: str, rank: int) -> str:
    """Return the id of a department's application of this rank, counted from 1."""
    return f"{code}-{rank:03d}"


def hierarchy(settings: FleetSettings) -> pl.DataFrame:
    """Return the table ``hierarchy``, one row an application.

    The draws of an application depend on its department's code and its rank alone, so
    that a department or application more leaves the others as they are.
    """
    pool = people(settings)
    size = settings.applications_per_department
    tiers = [tier.name for tier in settings.criticality_tiers]
    tier_choice = WeightedChoice([[tier.weight for tier in settings.criticality_tiers]])

    def raw(code: str, column: str) -> Words:
        attribute = f"hierarchy.{code}.{column}"
        return words(settings.stream, settings.seed, attribute, 0, size)

    rows = []
    for department in settings.departments:
        code = department.code
        managers = _members(raw(code, "application_manager"), pool)
        owners = _members(raw(code, "business_owner"), pool)
        tier_codes = tier_choice(raw(code, "criticality_tier"))
        for rank in range(1, size + 1):
            manager, owner = managers[rank - 1], owners[rank - 1]
            rows.append(
                {
                    "application_id": application_id(code, rank),
                    "company": settings.company,
                    "division": department.division,
                    "department": department.name,
                    "application_name": f"{department.name} {_kind(rank)}",
                    "application_manager": manager["name"],
                    "application_manager_email": manager["email"],
                    "business_owner": owner["name"],
                    "business_owner_email": owner["email"],
                    "cost_centre": f"{code}{FIRST_COST_CENTRE + rank}",
                    "criticality_tier": tiers[tier_codes[rank - 1]],
                }
            )
    return pl.DataFrame(rows)


def _members(raw: Words, pool: list[dict[str, str]]) -> list[dict[str, str]]:
    """Draw one person for each word."""
    return [pool[((int(word) >> _TO_INDEX) * len(pool)) >> _TO_INDEX] for word in raw]


def _kind(rank: int) -> str:
    """Name the application of a rank; after a full round the names get a number."""
    turn, index = divmod(rank - 1, len(APPLICATION_KINDS))
    name = APPLICATION_KINDS[index]
    return f"{name} {turn + 1}" if turn else name
