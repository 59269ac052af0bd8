"""Noise: a moving average of innovations, with a slow wander below it.

In units of 1 / 32768 of a standard deviation. The moving average has the
autocorrelation 0.6 at a lag of one day, 0.03 at a week and none from eight days on.
"""

from math import isqrt

import numpy as np

from horizonscale.telemetry.lanes import Integers, Lanes, many_lanes

ONE = 4096  # 1 in the weights below
# 0.6**k for k = 0 to 7, scaled so that the squares sum to ONE squared.
TAPS = (3278, 1967, 1180, 708, 425, 255, 153, 92)
LOOK_BACK = len(TAPS) - 1
"""Days before the first one that a series depends on."""

# Five sixths of the variance are fast, and a knot of the wander has a quarter: two
# thirds of that is what is left between knots.
_FAST, _SLOW = 3738, 2050
KNOT_DAYS = 32
_KNOTS = 2**12  # of a host: 4,096 times 32 days


def innovations(lanes: Lanes, first: int) -> Integers:
    """Return the sum of three lanes, around 0, with a standard deviation of 32768."""
    total = lanes[..., first].astype(np.int32)
    total += lanes[..., first + 1]
    total += lanes[..., first + 2]
    total -= 98304
    return total


def moving_average(innovations: Integers) -> Integers:
    """Return the average over a day and those before; ``LOOK_BACK`` days fewer."""
    days = innovations.shape[-1] - LOOK_BACK
    total = innovations[..., LOOK_BACK:] * np.int32(TAPS[0])
    for lag, weight in enumerate(TAPS[1:], start=1):
        start = LOOK_BACK - lag
        total += innovations[..., start : start + days] * np.int32(weight)
    total >>= 12
    return total


def mixed(own: Integers, shared: Integers, shared_pct: int) -> Integers:
    """Return noise of which a share of the variance is that of the application."""
    ours, theirs = (
        isqrt(ONE**2 * share // 100) for share in (100 - shared_pct, shared_pct)
    )
    own = own * np.int32(ours)
    own += shared * np.int32(theirs)
    own >>= 12
    return own


def wander(seed: int, hosts: range, days: Integers) -> Integers:
    """Return the slow noise of hosts: knots every 32 days, and lines between them."""
    first = int(days[0]) // KNOT_DAYS
    knots = int(days[-1]) // KNOT_DAYS + 2 - first
    starts = range(hosts.start * _KNOTS + first, hosts.stop * _KNOTS + first, _KNOTS)
    found = innovations(many_lanes(seed, "telemetry.wander", starts, knots), 0)
    knot = days // KNOT_DAYS - first
    part = days % KNOT_DAYS
    return (found[:, knot] * (KNOT_DAYS - part) + found[:, knot + 1] * part) >> 5


def with_wander(fast: Integers, slow: Integers) -> Integers:
    """Return noise of both kinds, with the standard deviation of each."""
    fast = fast * np.int32(_FAST)
    fast += slow * np.int32(_SLOW)
    fast >>= 12
    return fast
