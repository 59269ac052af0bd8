"""The truth: what the series of each host and metric are made of, and when it is full.

``docs/telemetry.md`` defines each column.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from horizonscale.config.settings import TelemetrySettings
from horizonscale.tables.identities import node_names
from horizonscale.telemetry.days import Days, sine
from horizonscale.telemetry.hosts import Hosts, Parameters
from horizonscale.telemetry.lanes import Integers
from horizonscale.telemetry.series import GROWTH_DAYS, Series

METRICS = ("cpu", "memory", "disk", "network")
DAYS_AFTER = 1096
"""Days after the window in which the trend is looked at: three years."""
THRESHOLDS = {80: 8000, 90: 9000, 100: 10_000}
"""In percent, and in hundredths of a percent."""
RUNNING = 3
"""Days running on which an observed series has to reach a threshold."""

_UNIX = date(1970, 1, 1)
_KINDS = ("trend", "trend_season", "observed")
_PERCENT = (
    "base_pct",
    "growth_pct",
    "season_amplitude_pct",
    "weekend_pct",
    "month_end_pct",
    "mean_burst_lift_pct",
)

SCHEMA = pa.schema(
    [
        pa.field("host_index", pa.int64(), nullable=False),
        pa.field("node_name", pa.string(), nullable=False),
        pa.field("metric", pa.string(), nullable=False),
        *(pa.field(name, pa.float64(), nullable=False) for name in _PERCENT),
        pa.field("season_phase_days", pa.float64(), nullable=False),
        *(
            pa.field(f"{kind}_{threshold}_date", pa.date32())
            for kind in _KINDS
            for threshold in THRESHOLDS
        ),
    ]
)


@dataclass(frozen=True)
class _Metric:
    """A metric of some hosts: trend and trend with season over the long window."""

    base: Integers
    growth: Integers
    amplitude: Integers
    trend: Integers
    season: Integers
    observed: Integers
    is_cpu: bool = False


def truth(
    settings: TelemetrySettings, hosts: Hosts, series: Series, observed: Days
) -> pa.RecordBatch:
    """Return the truth of hosts, four rows each.

    Parameters
    ----------
    settings : TelemetrySettings
    hosts : Hosts
    series : Series
        From the first day of the window to the last of the horizon.
    observed : Days
        Those days.
    """
    start = settings.start_date
    window = (settings.end_date - start).days + 1
    days = Days(start, start, window + DAYS_AFTER)
    of = series.parameters
    metrics = _metrics(of, days, series)
    count = len(hosts.applications)
    lift = np.maximum(series.burst, series.shared_burst)[:, :window]
    mean_lift = lift.sum(axis=1, dtype=np.int64) / (100 * window)
    zero = np.zeros(count)
    rows = []
    for name, one in metrics.items():
        is_cpu = name == "cpu"
        dated = {
            f"{kind}_{threshold}_date": _dates(start, reached)
            for kind, values, running in (
                ("trend", one.trend, 1),
                ("trend_season", one.season, 1),
                ("observed", one.observed, RUNNING),
            )
            for threshold, full in THRESHOLDS.items()
            for reached in [first_day(values >= full, running)]
        }
        columns = {
            "host_index": pa.array(np.array(hosts.indices, np.int64)),
            "node_name": node_names(hosts.first, count),
            "metric": pa.array([name] * count),
            "base_pct": pa.array(one.base / 100),
            "growth_pct": pa.array(one.growth / 100),
            "season_amplitude_pct": pa.array(one.amplitude / 100),
            "weekend_pct": pa.array(of.weekend / 10 if is_cpu else zero + 100),
            "month_end_pct": pa.array(of.month_end / 10 if is_cpu else zero),
            "mean_burst_lift_pct": pa.array(mean_lift if is_cpu else zero),
            "season_phase_days": pa.array(of.phase / 8),
            **dated,
        }
        rows.append(pa.RecordBatch.from_pydict(columns, schema=SCHEMA))
    table = pa.Table.from_batches(rows)
    order = np.arange(4 * count).reshape(4, count).T.ravel()
    return table.take(pa.array(order)).combine_chunks().to_batches()[0]


def first_day(is_reached: npt.NDArray[np.bool_], running: int) -> Integers:
    """Return the first of some days running on which each row is true, or -1."""
    days = is_reached.shape[1] - running + 1
    if days < 1:
        return np.full(len(is_reached), -1, np.int32)
    all_of = np.logical_and.reduce(
        [is_reached[:, lag : lag + days] for lag in range(running)]
    )
    found = np.where(all_of.any(axis=1), all_of.argmax(axis=1), -1)
    return found.astype(np.int32)


def _dates(start: date, days: Integers) -> pa.Array:
    numbers = days + np.int32((start - _UNIX).days)
    return pa.array(numbers, pa.date32(), mask=days < 0)


def _metrics(of: Parameters, days: Days, series: Series) -> dict[str, _Metric]:
    c = Parameters(**{name: value[:, None] for name, value in vars(of).items()})
    growth = c.growth * days.since_start // GROWTH_DAYS
    eighths = 8 * days.numbers.astype(np.int64) + c.phase
    season = c.amplitude * sine(eighths) >> 15
    cpu, cpu_season = c.base + growth, c.base + growth + season
    rise = np.maximum(of.growth, 0) >> 1
    disk = (
        c.disk_base + (np.maximum(c.growth, 0) >> 1) * days.since_start // GROWTH_DAYS
    )
    disk += c.disk_fill * (c.clean_days - 1) >> 1

    def memory(demand: Integers) -> Integers:
        used = c.memory_base + (growth >> 1)
        used += (demand - c.base) * c.memory_coupling // 1000
        used += c.memory_leak * (c.patch_days - 1) >> 1
        return used

    def network(demand: Integers) -> Integers:
        ratio = c.mean_ratio + 32
        return demand * ratio // 1000 * c.network_ratio // 1000

    mean_ratio = of.mean_ratio + 32
    return {
        "cpu": _Metric(
            of.base, of.growth, of.amplitude, cpu, cpu_season, series.cpu_p95
        ),
        "memory": _Metric(
            of.memory_base,
            (of.growth >> 1) + of.growth * of.memory_coupling // 1000,
            of.amplitude * of.memory_coupling // 1000,
            memory(cpu),
            memory(cpu_season),
            series.memory,
        ),
        "disk": _Metric(of.disk_base, rise, 0 * rise, disk, disk, series.disk),
        "network": _Metric(
            of.base * mean_ratio // 1000 * of.network_ratio // 1000,
            of.growth * mean_ratio // 1000 * of.network_ratio // 1000,
            of.amplitude * mean_ratio // 1000 * of.network_ratio // 1000,
            network(cpu),
            network(cpu_season),
            series.network,
        ),
    }
