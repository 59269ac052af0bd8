"""How far a count may be from its mean, by operations that all machines round alike."""

from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from horizonscale.sampling.weights import CONTEXT, as_decimal

Floats: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[np.int64]

FALSE_ALARM_RATE = Fraction(1, 2000)


def log_chance(cells: int) -> float:
    """Return -ln of the chance that each side of each comparison has to fail.

    Fails one of ``cells`` two-sided comparisons at a chance of ``FALSE_ALARM_RATE``.
    """
    return float(CONTEXT.ln(as_decimal(2 * max(1, cells) / FALSE_ALARM_RATE)))


def count_bounds(hosts: int, shares: Floats, cells: int) -> tuple[Counts, Counts]:
    """Return the fewest and the most hosts that classes of these shares may have.

    Bernstein's inequality gives the deviation ``t`` that one binomial count exceeds
    on one side with probability at most ``exp(-t**2 / (2 * (v + t/3)))``, where
    ``v = hosts * share * (1 - share)``. Solved for ``t`` at a probability of
    ``FALSE_ALARM_RATE / (2 * cells)``, so that a sound fleet fails any of ``cells``
    two-sided comparisons with probability at most ``FALSE_ALARM_RATE``.

    Source: Bernstein (1946), as in Boucheron, Lugosi and Massart, "Concentration
    Inequalities", 2013, section 2.8.

    Parameters
    ----------
    hosts : int
    shares : numpy.ndarray
        Of any shape, dtype ``float64``.
    cells : int
    """
    log = log_chance(cells)
    mean = hosts * shares
    deviation = log / 3 + np.sqrt(log * log / 9 + 2 * log * mean * (1 - shares))
    deviation[(shares == 0) | (shares == 1)] = 0
    fewest = np.ceil(mean - deviation).clip(0)
    most = np.floor(mean + deviation).clip(None, hosts)
    return fewest.astype(np.int64), most.astype(np.int64)
