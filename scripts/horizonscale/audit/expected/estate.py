"""How often hosts have what is standard for their owner: the estate, worked out again.

In some columns most hosts follow their application, in some its role too. Nothing here
is taken from the code that makes hosts but the words of the stream.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np

from horizonscale.audit.check import Context
from horizonscale.audit.expected.applications import application
from horizonscale.audit.expected.bounds import Floats
from horizonscale.config.attributes import COHESIVE_ATTRIBUTES
from horizonscale.config.settings import AuditSettings
from horizonscale.sampling.streams import words
from horizonscale.sampling.weights import zipf_shares


@dataclass(frozen=True)
class Standards:
    """What the hosts of each owner have in one column.

    Parameters
    ----------
    by_role : bool
        Whether an owner is an application and role, or an application.
    owners : sequence of str
        Names of the owners: ``RB-001``, or ``RB-001.web``.
    shares : numpy.ndarray
        Share of all hosts of each owner.
    values : sequence of str
    probabilities : numpy.ndarray
        Shape ``(values, owners)``: how often a host of an owner has a value.
    """

    by_role: bool
    owners: Sequence[str]
    shares: Floats
    values: Sequence[str]
    probabilities: Floats


def applications(settings: AuditSettings) -> dict[str, Fraction]:
    """Return the share of each application."""
    ranks = zipf_shares(settings.applications_per_department)
    return {
        application(department, rank): department.weight * share
        for department in settings.departments
        for rank, share in enumerate(ranks, start=1)
    }


def standards(context: Context) -> dict[str, Standards]:
    """Return the standards of each column that belongs to an application."""
    settings = context.settings
    lists = {
        **settings.weighted,
        "classification": settings.classifications,
        "scenario": settings.scenarios,
    }
    found = {}
    for column, entries in lists.items():
        by_role = "role" in COHESIVE_ATTRIBUTES.get(column, ())
        owners = _owners(settings, by_role=by_role)
        found[column] = Standards(
            by_role,
            [*owners],
            np.array([float(share) for share in owners.values()]),
            [entry.name for entry in entries],
            _Followers(settings, column, owners).probabilities(
                [entry.weight for entry in entries]
            ),
        )
    found["hardware_model"] = _models(settings, found)
    return found


def _owners(settings: AuditSettings, *, by_role: bool) -> dict[str, Fraction]:
    found = applications(settings)
    if not by_role:
        return found
    return {
        f"{name}.{role.name}": share * role.weight
        for name, share in found.items()
        for role in settings.weighted["role"]
    }


def _models(settings: AuditSettings, found: dict[str, Standards]) -> Standards:
    """Sum over what the hosts of an owner are, and the models that fit that."""
    types, kinds = found["server_type"], found["classification"]
    owners = _owners(settings, by_role=True)
    followers = _Followers(settings, "hardware_model", owners)
    models = settings.hardware_models
    total = np.zeros((len(models), len(owners)))
    for kind, of_kind in zip(kinds.values, kinds.probabilities, strict=True):
        for system, of_system in zip(types.values, types.probabilities, strict=True):
            fitting = [
                number
                for number, model in enumerate(models)
                if model.classification == kind
                and (not model.server_types or system in model.server_types)
            ]
            weights = [models[number].weight for number in fitting]
            if whole := sum(weights):
                scaled = [weight / whole for weight in weights]
                total[fitting] += of_kind * of_system * followers.probabilities(scaled)
    return Standards(
        True, types.owners, types.shares, [model.name for model in models], total
    )


class _Followers:
    """The hosts of each owner that follow it in one column, and the others."""

    def __init__(
        self, settings: AuditSettings, column: str, owners: dict[str, Fraction]
    ) -> None:
        self._cohesion = 0.0
        if column in COHESIVE_ATTRIBUTES:
            self._cohesion = float(settings.cohesion(column))

        def word(attribute: str) -> int:
            return int(words(settings.stream, settings.seed, attribute, 0, 1)[0])

        self._lengths = np.array([float(share) for share in owners.values()])
        self._starts = np.zeros(len(owners))
        if self._cohesion:
            drawn = [word(f"estate.{name}.{column}") for name in owners]
            order = np.argsort(np.array(drawn, np.uint64), kind="stable")
            ends = [*accumulate(self._lengths[order].tolist())]
            turn = word(f"estate.{column}") / 2**64
            self._starts[order] = np.array([0.0, *ends[:-1]]) + turn
            self._starts[self._starts >= 1] -= 1

    def probabilities(self, weights: Sequence[Fraction]) -> Floats:
        """Return how often a host of each owner draws each of some entries."""
        plain = np.array([[float(weight)] for weight in weights])
        alone = np.repeat(plain, len(self._lengths), axis=1)
        if not self._cohesion:
            return alone
        ends = np.array([[float(end)] for end in accumulate(weights)])
        ends[-1] = 1
        covered = np.zeros_like(alone)
        for round_ in (0, 1):  # an interval may go past the last word, to the first
            first = np.maximum(self._starts, ends - plain + round_)
            last = np.minimum(self._starts + self._lengths, ends + round_)
            covered += (last - first).clip(0)
        has_hosts = self._lengths > 0
        followed = np.divide(covered, self._lengths, where=has_hosts, out=alone.copy())
        mixed: Floats = self._cohesion * followed + (1 - self._cohesion) * alone
        return mixed
