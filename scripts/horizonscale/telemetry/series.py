"""The series of hosts: integers in hundredths of a percent, exact on every machine.

Of the value of a day no earlier day is needed, and no other host. The bounds of each
product follow from the schema of the config and are below 2**31 (see
``docs/telemetry_stream.md``).
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from horizonscale.config.settings import TelemetrySettings
from horizonscale.telemetry.bursts import Bursts, Shifts, bursts, level_shifts
from horizonscale.telemetry.days import Days, sine
from horizonscale.telemetry.hosts import Hosts, Parameters, limit, parameters
from horizonscale.telemetry.lanes import Integers, Lanes, lanes, many_lanes
from horizonscale.telemetry.noise import (
    LOOK_BACK,
    innovations,
    mixed,
    moving_average,
    wander,
    with_wander,
)

FULL = 10_000
"""All of the capacity."""
LEAST_CPU, LEAST = 20, 1
SAMPLES = 288
"""Five-minute samples of a day."""
MEMORY_NOISE = 300
"""Standard deviation of the noise of memory."""
GROWTH_DAYS = 1095
"""Days in which a host grows by the ``growth_pct`` of its behaviour."""

_DAYS = 2**17  # of a host, in the blocks of telemetry.day
_MOST_DEMAND = 100_000
_MOST_NOISE = 40_000
_RATIO_JITTER, _DISK, _OUTAGE, _LOST = 10, 9, 13, 14


@dataclass(frozen=True)
class Series:
    """Series of hosts, arrays of shape (hosts, days), in hundredths of a percent.

    The first five and ``samples`` are what telemetry shows; the others are the truth
    behind them. ``expected`` is the demand without noise, bursts and level shifts;
    ``demand`` is not cut off at the capacity; ``noise_size`` is the standard deviation
    of the noise; ``burst``, ``shared_burst`` and ``shift`` are lifts of the demand.
    """

    cpu_p95: Integers
    cpu_avg: Integers
    memory: Integers
    disk: Integers
    network: Integers
    samples: Integers
    expected: Integers
    noise: Integers
    noise_size: Integers
    burst: Integers
    shared_burst: Integers
    shift: Integers
    demand: Integers
    is_patched: npt.NDArray[np.bool_]
    is_cleaned: npt.NDArray[np.bool_]
    bursts: Bursts
    shared_bursts: Bursts
    shifts: Shifts
    parameters: Parameters


class SeriesMaker:
    """Makes the series of any hosts of a fleet, for the same days.

    Parameters
    ----------
    settings : TelemetrySettings
    days : Days
    """

    def __init__(self, settings: TelemetrySettings, days: Days) -> None:
        self._settings = settings
        self._days = days
        self._noise: dict[str, Integers] = {}
        self._lanes: dict[str, Lanes] = {}

    def series(self, hosts: Hosts) -> Series:
        """Return the series of hosts."""
        settings, days = self._settings, self._days
        known = parameters(settings, hosts)
        column = {name: value[:, None] for name, value in vars(known).items()}
        of = Parameters(**column)
        first, back = days.number, LOOK_BACK
        indices = hosts.indices
        starts = range(
            indices.start * _DAYS + first - back,
            indices.stop * _DAYS + first - back,
            _DAYS,
        )
        own = many_lanes(settings.seed, "telemetry.day", starts, days.count + back)
        shared = self._shared(hosts)
        trend = of.growth * days.since_start // GROWTH_DAYS
        expected = _expected(of, days, trend)
        noise, size = self._demand_noise(of, own, hosts, expected)
        ours, theirs = self._bursts(of, own, shared)
        burst, shared_burst = ours.lift(), theirs.lift()
        shifts = level_shifts(settings, indices, known, days)
        shift = shifts.lift(len(indices), days)
        demand = expected + noise
        demand += np.maximum(burst, shared_burst)
        demand += shift
        np.clip(demand, LEAST_CPU, _MOST_DEMAND, out=demand)
        p95 = np.minimum(demand, FULL)
        today = own[:, back:]
        ratio = of.mean_ratio + (today[..., _RATIO_JITTER].astype(np.int32) >> 10)
        avg = p95 * ratio // 1000
        since_patch = (days.numbers + of.patch_shift) % of.patch_days
        since_clean = (days.numbers + of.clean_shift) % of.clean_days
        return Series(
            cpu_p95=p95,
            cpu_avg=avg,
            memory=_memory(of, own, trend, demand, since_patch),
            disk=_disk(of, today, days, since_clean),
            network=_network(of, own, avg),
            samples=self._samples(today, since_patch == 0),
            expected=expected,
            noise=noise,
            noise_size=size,
            burst=burst,
            shared_burst=shared_burst,
            shift=shift,
            demand=demand,
            is_patched=since_patch == 0,
            is_cleaned=since_clean == 0,
            bursts=ours,
            shared_bursts=theirs,
            shifts=shifts,
            parameters=known,
        )

    def _shared(self, hosts: Hosts) -> Lanes:
        """Return the lanes that the hosts of an application have in common."""
        first, count = self._days.number - LOOK_BACK, self._days.count + LOOK_BACK
        for name in hosts.applications:
            if name not in self._lanes:
                attribute = f"telemetry.application.{name}.day"
                found = lanes(self._settings.seed, attribute, first, count)
                self._lanes[name] = found
                self._noise[name] = moving_average(innovations(found, 0))
        return np.stack([self._lanes[name] for name in hosts.applications])

    def _demand_noise(
        self, of: Parameters, own: Lanes, hosts: Hosts, expected: Integers
    ) -> tuple[Integers, Integers]:
        settings = self._settings
        shared = np.stack([self._noise[name] for name in hosts.applications])
        fast = mixed(
            moving_average(innovations(own, 0)),
            shared,
            settings.telemetry_noise_shared_pct,
        )
        slow = wander(settings.seed, hosts.indices, self._days.numbers)
        unit = with_wander(fast, slow)
        share = settings.telemetry_noise_of_level_pct
        size = (of.noise + expected * np.int32(share) // 100) * of.liveliness // 100
        np.minimum(size, _MOST_NOISE, out=size)
        return (unit >> 3) * size >> 12, size

    def _bursts(
        self, of: Parameters, own: Lanes, shared: Lanes
    ) -> tuple[Bursts, Bursts]:
        settings = self._settings
        low = 100 * settings.telemetry_burst_min_pct
        high = 100 * settings.telemetry_burst_max_pct
        common = of.burst_limit * settings.telemetry_bursts_shared_pct // 100
        ours = bursts(own, of.burst_limit - common, low, high, of.liveliness)
        return ours, bursts(shared, common, low, high, of.liveliness)

    def _samples(self, today: Lanes, is_patched: np.ndarray) -> Integers:
        """Return how many of a day's samples there are: fewer after a stop."""
        rate = self._settings.telemetry_outages_per_year
        stops = today[..., _OUTAGE] < limit(rate, Decimal("365.25"))
        lane = today[..., _LOST].astype(np.int32)
        stop = 1 + ((lane >> 8) ** 2 * (SAMPLES - 1) >> 16)
        patch = np.where(is_patched, 1 + (lane & 3), 0)
        return SAMPLES - np.maximum(np.where(stops, stop, 0), patch)


def _expected(of: Parameters, days: Days, trend: Integers) -> Integers:
    """Return the demand of days on which nothing happens."""
    eighths = 8 * days.numbers.astype(np.int64) + of.phase
    level = of.base + trend + (of.amplitude * sine(eighths) >> 15)
    np.clip(level, LEAST_CPU, _MOST_DEMAND, out=level)
    factor = np.where(days.weekends, of.weekend, 1000) + of.month_end * days.month_ends
    expected: Integers = level * factor // 1000
    return expected


def _memory(
    of: Parameters,
    own: Lanes,
    trend: Integers,
    demand: Integers,
    since_patch: Integers,
) -> Integers:
    """Memory follows the demand and leaks; the patch day gives back what leaked."""
    noise = moving_average(innovations(own, 3))
    used = of.memory_base + (trend >> 1) + of.memory_leak * since_patch
    used += (demand - of.base) * of.memory_coupling // 1000
    used += (noise >> 3) * MEMORY_NOISE >> 12
    clipped: Integers = np.clip(used, 100, FULL)
    return clipped


def _disk(of: Parameters, today: Lanes, days: Days, since_clean: Integers) -> Integers:
    """Disks fill; a clean-up takes back what came since the last one."""
    grown = (np.maximum(of.growth, 0) >> 1) * days.since_start // GROWTH_DAYS
    used = of.disk_base + grown + of.disk_fill * since_clean
    used += today[..., _DISK].astype(np.int32) * of.disk_fill >> 16
    clipped: Integers = np.clip(used, 100, FULL)
    return clipped


def _network(of: Parameters, own: Lanes, avg: Integers) -> Integers:
    noise = moving_average(innovations(own, 6))
    used = avg * of.network_ratio // 1000
    used *= 4096 + (noise >> 5)
    used >>= 12
    clipped: Integers = np.clip(used, LEAST, FULL)
    return clipped
