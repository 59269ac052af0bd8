"""Bursts and level shifts: what lifts the demand of some days."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from horizonscale.config.settings import TelemetrySettings
from horizonscale.telemetry.days import Days
from horizonscale.telemetry.hosts import Parameters, limit
from horizonscale.telemetry.lanes import Integers, Lanes, many_lanes
from horizonscale.telemetry.noise import LOOK_BACK

START, SHAPE = 11, 12
"""The lanes of a day that say whether a burst begins, and which."""

# What is left of a burst on its days, in thousandths, for each of four lengths.
SHAPES = np.array(
    [[1000, 0, 0], [1000, 0, 0], [1000, 550, 0], [1000, 700, 350]], np.int32
)
BURST_DAYS = 3

SLOT_DAYS = 128
"""At most one level shift of a host begins in a slot."""
_SLOTS = 2**10  # of a host
_SLOTS_BACK = 3  # those of which a shift can still last


@dataclass(frozen=True)
class Bursts:
    """Bursts by the day that they begin on, with ``LOOK_BACK`` days before.

    Parameters
    ----------
    height : numpy.ndarray
        In hundredths of a percent; 0 where none begins.
    kind : numpy.ndarray
        The number of its shape.
    """

    height: Integers
    kind: Lanes

    def lift(self) -> Integers:
        """Return the lift of each day: of its own burst or a recent one."""
        days = self.height.shape[-1] - LOOK_BACK
        lift: Integers = self.height[..., LOOK_BACK:].copy()
        for ago in range(1, BURST_DAYS):
            before = slice(LOOK_BACK - ago, LOOK_BACK - ago + days)
            rest = self.height[..., before] * SHAPES[self.kind[..., before], ago]
            rest //= 1000
            np.maximum(lift, rest, out=lift)
        return lift


@dataclass(frozen=True)
class Shifts:
    """Level shifts: arrays of one entry a shift.

    ``host`` counts from the first host, ``first`` and ``last`` are day numbers.
    """

    host: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    last: npt.NDArray[np.intp]
    height: Integers

    def lift(self, hosts: int, days: Days) -> Integers:
        """Return what they add on each day, in hundredths of a percent."""
        total = np.zeros((hosts, days.count), np.int32)
        first = (self.first - days.number).clip(0)
        stop = self.last + 1 - days.number
        for host, low, high, height in zip(
            self.host, first, stop, self.height, strict=True
        ):
            total[host, low:high] += height
        return total


def bursts(
    lanes: Lanes, limits: Integers, low: int, high: int, liveliness: Integers
) -> Bursts:
    """Return the bursts that lanes give.

    Parameters
    ----------
    lanes : numpy.ndarray
        Of the days, with ``LOOK_BACK`` days before.
    limits : numpy.ndarray
        A burst begins where the lane ``START`` is below.
    low, high : int
        The range of heights, in hundredths of a percent.
    liveliness : numpy.ndarray
        In percent, which the heights are multiplied by.
    """
    shape = lanes[..., SHAPE]
    height = low + ((shape & 0x3FFF).astype(np.int32) * (high - low) >> 14)
    height *= lanes[..., START] < limits
    height *= liveliness
    height //= 100
    return Bursts(height, shape >> np.uint16(14))


def level_shifts(
    settings: TelemetrySettings, hosts: range, parameters: Parameters, days: Days
) -> Shifts:
    """Return the level shifts of hosts that the days have a part of."""
    first = max(0, days.number // SLOT_DAYS - _SLOTS_BACK)
    slots = (days.number + days.count - 1) // SLOT_DAYS + 1 - first
    starts = range(hosts.start * _SLOTS + first, hosts.stop * _SLOTS + first, _SLOTS)
    lanes = many_lanes(settings.seed, "telemetry.shift", starts, slots)
    rate = settings.telemetry_level_shifts_per_year * SLOT_DAYS
    host, slot = np.nonzero(lanes[..., 0] < limit(rate, Decimal("365.25")))
    x = lanes[host, slot].astype(np.int32)
    begins = SLOT_DAYS * (first + slot) + (x[:, 1] * SLOT_DAYS >> 16)
    last = begins + 27 + (x[:, 2] * 229 >> 16)
    share = x[:, 3] >> 1  # the last bit says whether it goes up
    most = 100 * settings.telemetry_level_shift_max_pct
    up = most // 5 + (share * (most - most // 5) >> 15)
    base = parameters.base[host]
    down = base // 5 + (share * (base * 3 // 4 - base // 5) >> 15)
    height = np.where(x[:, 3] & 1, up, -down).astype(np.int32)
    here = (last >= days.number) & (begins < days.number + days.count)
    return Shifts(host[here], begins[here], last[here], height[here])
