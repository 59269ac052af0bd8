"""Parameters of hosts: what does not change from day to day.

A day's series is computed from them alone, with the random lanes of that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from horizonscale.config.entries import TelemetryEnvironment, TelemetryRole
from horizonscale.config.settings import TelemetrySettings
from horizonscale.telemetry.days import YEAR
from horizonscale.telemetry.lanes import Integers, lanes, many_lanes, scaled

ALL = 65536
"""A probability of 1, as a limit of a lane."""


@dataclass(frozen=True)
class Hosts:
    """Hosts as the database has them, one entry of each list a host.

    Parameters
    ----------
    first : int
        The index of the first; the others follow it.
    applications : sequence of str
        Their application ids.
    roles, environments : sequence of str
    behaviours : sequence of tuple of str
        Scenario and variant.
    network_mbit_s : sequence of int
    """

    first: int
    applications: Sequence[str]
    roles: Sequence[str]
    environments: Sequence[str]
    behaviours: Sequence[tuple[str, str]]
    network_mbit_s: Sequence[int]

    @property
    def indices(self) -> range:
        """Their indices."""
        return range(self.first, self.first + len(self.applications))


@dataclass(frozen=True)
class Parameters:
    """Parameters of hosts: arrays of one number a host.

    In hundredths of a percent, unless they are limits of a lane (``burst_limit``),
    thousandths (``weekend``, ``month_end``, ``mean_ratio``, ``memory_coupling``,
    ``network_ratio``), percent (``liveliness``), days (``patch_days``, ``clean_days``)
    or days added to the day's number (``patch_shift``, ``clean_shift``).
    """

    base: Integers
    growth: Integers
    amplitude: Integers
    phase: Integers
    noise: Integers
    burst_limit: Integers
    weekend: Integers
    month_end: Integers
    liveliness: Integers
    mean_ratio: Integers
    memory_base: Integers
    memory_coupling: Integers
    memory_leak: Integers
    patch_days: Integers
    patch_shift: Integers
    disk_base: Integers
    disk_fill: Integers
    clean_days: Integers
    clean_shift: Integers
    network_ratio: Integers


def hundredths(value: Decimal) -> int:
    """Return a decimal in hundredths, rounded down."""
    return int((value * 100).to_integral_value(rounding="ROUND_FLOOR"))


def limit(rate: Decimal, days: Decimal) -> int:
    """Return the limit below which a lane falls ``rate`` times in so many days."""
    return min(ALL, int(rate * ALL / days))


def parameters(settings: TelemetrySettings, hosts: Hosts) -> Parameters:
    """Return the parameters of hosts."""
    seed, indices = settings.seed, hosts.indices
    own = many_lanes(seed, "telemetry.host", range(indices.start, indices.stop), 1)[
        :, 0
    ]
    owned = {
        name: lanes(seed, f"telemetry.application.{name}", 0, 1)[0]
        for name in dict.fromkeys(hosts.applications)
    }
    shared = np.array([owned[name] for name in hosts.applications])
    dna = {(one.scenario, one.variant): one.dna for one in settings.behaviours}
    given = [dna[behaviour] for behaviour in hosts.behaviours]
    low, high, growth, amplitude, noise = (
        np.array([hundredths(getattr(one, name)) for one in given], np.int32)
        for name in (
            "base_utilisation_min_pct",
            "base_utilisation_max_pct",
            "growth_pct",
            "season_amplitude_pct",
            "noise_pct",
        )
    )
    of_role = {one.name: one for one in settings.telemetry_roles}
    of_environment = {one.name: one for one in settings.telemetry_environments}
    roles = [of_role.get(name, TelemetryRole(name)) for name in hosts.roles]
    environments = [
        of_environment.get(name, TelemetryEnvironment(name))
        for name in hosts.environments
    ]
    # From half of the distance to 1 to one and a half of it, by application.
    distance = np.array([10 * one.weekend_pct - 1000 for one in roles], np.int32)
    bandwidth = np.array(hosts.network_mbit_s, np.int64)
    drawn = scaled(own[:, 11], 150, 600).astype(np.int64)
    return Parameters(
        base=low + ((high - low + 1) * own[:, 0].astype(np.int32) >> 16),
        growth=growth,
        amplitude=amplitude,
        phase=scaled(shared[:, 0], 0, YEAR),
        noise=noise,
        burst_limit=np.array(
            [limit(one.bursts_per_30d, Decimal(30)) for one in given], np.int32
        ),
        weekend=np.maximum(
            0, 1000 + (distance * scaled(shared[:, 1], 512, 1537) >> 10)
        ),
        month_end=np.array([10 * one.month_end_pct for one in roles], np.int32),
        liveliness=np.array([one.liveliness_pct for one in environments], np.int32),
        mean_ratio=scaled(own[:, 1], 450, 750),
        memory_base=scaled(own[:, 2], 1500, 6500),
        memory_coupling=scaled(own[:, 3], 150, 550),
        memory_leak=scaled(own[:, 4], 2, 25),
        patch_days=scaled(own[:, 5], 28, 63),
        patch_shift=scaled(own[:, 6], 0, 63),
        disk_base=scaled(own[:, 7], 1500, 5500),
        disk_fill=scaled(own[:, 8], 4, 30),
        clean_days=scaled(own[:, 9], 30, 121),
        clean_shift=scaled(own[:, 10], 0, 121),
        network_ratio=np.clip(drawn * 10_000 // bandwidth, 20, 900).astype(np.int32),
    )
