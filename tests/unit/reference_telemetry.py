"""The stream of telemetry in plain Python, written from docs/telemetry_stream.md.

One host and one day at a time; it shares no code with the library.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from reference_philox import block

WEIGHTS = (3278, 1967, 1180, 708, 425, 255, 153, 92)
LEFT = ((1000, 0, 0), (1000, 0, 0), (1000, 550, 0), (1000, 700, 350))


def number_of(day: date) -> int:
    """Return the day number of a date."""
    return day.toordinal() - date(1899, 1, 1).toordinal()


@dataclass(frozen=True)
class ReferenceHost:
    """A host as the database has it, with the values of the config as plain numbers."""

    config: Any
    index: int
    application: str
    role: str
    environment: str
    dna: Any
    network_mbit_s: int

    def lanes(self, attribute: str, number: int) -> tuple[int, ...]:
        """Return the 16 lanes of a block."""
        return _lanes(self.config["seed"], attribute, number)

    def own(self, day: int) -> tuple[int, ...]:
        """Return the lanes of its day."""
        return self.lanes("telemetry.day", self.index * 131072 + day)

    def shared(self, day: int) -> tuple[int, ...]:
        """Return the lanes of its application's day."""
        return self.lanes(f"telemetry.application.{self.application}.day", day)

    def of_named(self, key: str, name: str, field: str, default: int) -> int:
        """Return what a list of the config says of a role or environment."""
        for entry in self.config[key]:
            if entry["name"] == name:
                return int(entry[field])
        return default

    def values(self, day: date) -> dict[str, int]:
        """Return the values of a day by their names in the library."""
        config, n = self.config, number_of(day)
        d = n - number_of(date.fromisoformat(config["start_date"]))
        h = self.lanes("telemetry.host", self.index)
        a = self.lanes(f"telemetry.application.{self.application}", 0)
        low = math.floor(100 * self.dna.base_utilisation_min_pct)
        high = math.floor(100 * self.dna.base_utilisation_max_pct)
        growth = math.floor(100 * self.dna.growth_pct)
        base = low + ((high - low + 1) * h[0] >> 16)

        trend = growth * d // 1095
        amplitude = math.floor(100 * self.dna.season_amplitude_pct)
        season = amplitude * sine(8 * n + scaled(a[0], 0, 2922)) >> 15
        level = within(base + trend + season, 20, 100000)
        distance = 10 * self.of_named("telemetry_roles", self.role, "weekend_pct", 100)
        factor = 1000
        if day.isoweekday() > 5:
            factor += (distance - 1000) * scaled(a[1], 512, 1537) >> 10
            factor = max(factor, 0)
        month_end = 10 * self.of_named("telemetry_roles", self.role, "month_end_pct", 0)
        if (day + timedelta(2)).month != day.month:
            factor += month_end * (2 if day.month in (3, 6, 9, 12) else 1)
        expected = level * factor // 1000

        liveliness = self.of_named(
            "telemetry_environments", self.environment, "liveliness_pct", 100
        )
        share = config["telemetry_noise_shared_pct"]
        ours, theirs = (
            math.isqrt(2**24 * part // 100) for part in (100 - share, share)
        )
        fast = (
            average(self.own, n, 0) * ours + average(self.shared, n, 0) * theirs
        ) >> 12
        knot, part = divmod(n, 32)
        slow = (self.knot(knot) * (32 - part) + self.knot(knot + 1) * part) >> 5
        unit = (fast * 3738 + slow * 2050) >> 12
        size = math.floor(100 * self.dna.noise_pct)
        size += expected * config["telemetry_noise_of_level_pct"] // 100
        size = min(size * liveliness // 100, 40000)
        noise = (unit >> 3) * size >> 12

        limit = min(65536, math.floor(self.dna.bursts_per_30d * 65536 / 30))
        common = limit * config["telemetry_bursts_shared_pct"] // 100
        burst = self.lift(self.own, n, limit - common, liveliness)
        shared_burst = self.lift(self.shared, n, common, liveliness)
        shift = self.shift(n, base)
        demand = within(expected + noise + max(burst, shared_burst) + shift, 20, 100000)
        return {
            "expected": expected,
            "noise": noise,
            "noise_size": size,
            "burst": burst,
            "shared_burst": shared_burst,
            "shift": shift,
            "demand": demand,
            **self.shown(n, d, base, trend, demand),
        }

    def shown(
        self, n: int, d: int, base: int, trend: int, demand: int
    ) -> dict[str, int]:
        """Return what telemetry shows of a demand."""
        config, h = self.config, self.lanes("telemetry.host", self.index)
        growth = math.floor(100 * self.dna.growth_pct)
        today = self.own(n)
        p95 = min(demand, 10000)
        avg = p95 * (scaled(h[1], 450, 750) + (today[10] >> 10)) // 1000
        since_patch = (n + scaled(h[6], 0, 63)) % scaled(h[5], 28, 63)
        memory = scaled(h[2], 1500, 6500) + (trend >> 1)
        memory += scaled(h[4], 2, 25) * since_patch
        memory += (demand - base) * scaled(h[3], 150, 550) // 1000
        memory += (average(self.own, n, 3) >> 3) * 300 >> 12
        since_clean = (n + scaled(h[10], 0, 121)) % scaled(h[9], 30, 121)
        fill = scaled(h[8], 4, 30)
        disk = scaled(h[7], 1500, 5500) + (max(growth, 0) >> 1) * d // 1095
        disk += fill * since_clean + (today[9] * fill >> 16)
        ratio = scaled(h[11], 150, 600) * 10000 // self.network_mbit_s
        network = avg * within(ratio, 20, 900) // 1000
        network = network * (4096 + (average(self.own, n, 6) >> 5)) >> 12
        lost = 0
        if today[13] < yearly(config["telemetry_outages_per_year"], 1):
            lost = 1 + ((today[14] >> 8) ** 2 * 287 >> 16)
        if since_patch == 0:
            lost = max(lost, 1 + (today[14] & 3))
        return {
            "cpu_p95": p95,
            "cpu_avg": avg,
            "memory": within(memory, 100, 10000),
            "disk": within(disk, 100, 10000),
            "network": within(network, 1, 10000),
            "samples": 288 - lost,
        }

    def knot(self, number: int) -> int:
        """Return a knot of the slow noise."""
        return (
            sum(self.lanes("telemetry.wander", self.index * 4096 + number)[:3]) - 98304
        )

    def lift(self, lanes: Any, day: int, limit: int, liveliness: int) -> int:
        """Return the lift of a day by its burst and those of two days before."""
        low = 100 * self.config["telemetry_burst_min_pct"]
        high = 100 * self.config["telemetry_burst_max_pct"]
        lift = 0
        for ago in range(3):
            lane = lanes(day - ago)
            if lane[11] < limit:
                height = low + ((lane[12] % 16384) * (high - low) >> 14)
                height = height * liveliness // 100
                lift = max(lift, height * LEFT[lane[12] // 16384][ago] // 1000)
        return lift

    def shift(self, day: int, base: int) -> int:
        """Return what level shifts add on a day."""
        limit = yearly(self.config["telemetry_level_shifts_per_year"], 128)
        most = 100 * self.config["telemetry_level_shift_max_pct"]
        total = 0
        for slot in range(max(0, day // 128 - 3), day // 128 + 1):
            x = self.lanes("telemetry.shift", self.index * 1024 + slot)
            first = slot * 128 + (x[1] * 128 >> 16)
            if x[0] >= limit or not first <= day < first + 28 + (x[2] * 229 >> 16):
                continue
            share = x[3] // 2
            if x[3] % 2:
                total += most // 5 + (share * (most - most // 5) >> 15)
            else:
                total -= base // 5 + (share * (base * 3 // 4 - base // 5) >> 15)
        return total


@cache
def _lanes(seed: int, attribute: str, number: int) -> tuple[int, ...]:
    return tuple(
        word >> bits & 65535
        for word in block(seed, attribute, number, stream="ht1")
        for bits in (0, 16, 32, 48)
    )


def average(lanes: Any, day: int, first: int) -> int:
    """Return the moving average of innovations."""
    return (
        sum(
            weight * (sum(lanes(day - lag)[first : first + 3]) - 98304)
            for lag, weight in enumerate(WEIGHTS)
        )
        >> 12
    )


def sine(argument: int) -> int:
    """Return the sine of a year, times 32768."""
    half, v = divmod(argument % 2922, 1461)
    p = v * (1461 - v)
    value = (16 * p << 15) // (5 * 1461**2 - 4 * p)
    return -value if half else value


def scaled(lane: int, low: int, high: int) -> int:
    """Return a lane scaled to a range."""
    return low + (lane * (high - low) >> 16)


def within(value: int, low: int, high: int) -> int:
    """Return a value, or the end of the range that it is beyond."""
    return max(low, min(high, value))


def yearly(rate: Decimal, days: int) -> int:
    """Return the limit of what happens ``rate`` times a year."""
    return min(65536, math.floor(Decimal(str(rate)) * days * 65536 / Decimal("365.25")))
