"""What the hosts of each owner should have: the question of ``owner_counts``."""

import numpy as np

from horizonscale.audit.check import Context, Parameters
from horizonscale.audit.comparison import Expected
from horizonscale.audit.expected.bounds import log_chance
from horizonscale.audit.expected.estate import Standards, standards

MAX_OWNERS = 1_000
"""The largest owners, for each column."""


def owner_shares(context: Context) -> list[Parameters]:
    """Return for each column how often each value is expected of each owner's hosts."""
    return context.once(_owner_shares)


def owners_within(context: Context) -> Expected:
    """Return the number of counts of each column: all are as chance allows."""
    return {item["column"]: len(item["owners"]) for item in owner_shares(context)}


def _owner_shares(context: Context) -> list[Parameters]:
    found = {
        column: _largest(standard)
        for column, standard in context.once(standards).items()
    }
    count = sum(standard.probabilities.size for standard in found.values())
    return [
        {
            "column": column,
            "by_role": standard.by_role,
            "owners": [*standard.owners] * len(standard.values),
            "values": [value for value in standard.values for _ in standard.owners],
            "shares": standard.probabilities.ravel().tolist(),
            "log_chance": log_chance(count),
        }
        for column, standard in found.items()
    ]


def _largest(standard: Standards) -> Standards:
    chosen = np.argsort(-standard.shares, kind="stable")[:MAX_OWNERS]
    return Standards(
        standard.by_role,
        [standard.owners[number] for number in chosen],
        standard.shares[chosen],
        standard.values,
        standard.probabilities[:, chosen],
    )
