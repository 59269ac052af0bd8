"""The estate: who owns the hosts, and in which interval of words each owner's lie."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from horizonscale.config.settings import HostSettings
from horizonscale.sampling.intervals import intervals
from horizonscale.sampling.streams import words
from horizonscale.sampling.weights import zipf_shares


def application_id(code: str, rank: int) -> str:
    """Return the id of a department's application of this rank, counted from 1."""
    return f"{code}-{rank:03d}"


def applications(settings: HostSettings) -> dict[str, Fraction]:
    """Return the share of each application, in the order of their codes."""
    shares = zipf_shares(settings.applications_per_department)
    return {
        application_id(department.code, rank): department.weight * share
        for department in settings.departments
        for rank, share in enumerate(shares, start=1)
    }


def owners(settings: HostSettings, by: Sequence[str]) -> dict[str, Fraction]:
    """Return the share of each owner: ``RB-001``, or with its role ``RB-001.web``.

    Parameters
    ----------
    settings : HostSettings
    by : sequence of str
        ``application_id``, and ``role`` if it counts.
    """
    found = applications(settings)
    if "role" not in by:
        return found
    roles = settings.weighted["role"]
    return {
        f"{name}.{role.name}": share * role.weight
        for (name, share), role in product(found.items(), roles)
    }


def owner_intervals(
    settings: HostSettings, column: str, by: Sequence[str]
) -> list[tuple[int, int]]:
    """Return first word and length of the interval of each of the ``owners``."""
    found = owners(settings, by)

    def word(attribute: str) -> int:
        return int(words(settings.stream, settings.seed, attribute, 0, 1)[0])

    order = [word(f"estate.{name}.{column}") for name in found]
    return intervals(list(found.values()), order, word(f"estate.{column}"))
