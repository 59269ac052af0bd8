"""Events: what happened to hosts, and whether it can be seen in their telemetry.

``docs/telemetry.md`` defines each kind. An event that began before the first day, or
lasts beyond the last one, is given from the first or to the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from horizonscale.tables.identities import node_names
from horizonscale.telemetry.bursts import SHAPES
from horizonscale.telemetry.days import Days
from horizonscale.telemetry.hosts import Hosts
from horizonscale.telemetry.lanes import Integers
from horizonscale.telemetry.noise import LOOK_BACK
from horizonscale.telemetry.series import FULL, MEMORY_NOISE, SAMPLES, Series

VISIBLE = 3
"""A visible event is at least so many standard deviations of the noise high."""
OUTAGE_SAMPLES = 12
"""A stop of an hour or longer is an outage, a shorter one a reboot."""

SCHEMA = pa.schema(
    [
        pa.field("host_index", pa.int64(), nullable=False),
        pa.field("node_name", pa.string(), nullable=False),
        pa.field("application_id", pa.string(), nullable=False),
        pa.field("metric", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("is_shared", pa.bool_(), nullable=False),
        pa.field("first_date", pa.date32(), nullable=False),
        pa.field("last_date", pa.date32(), nullable=False),
        pa.field("magnitude_pct", pa.float64(), nullable=False),
        pa.field("visible", pa.bool_(), nullable=False),
    ]
)
_LENGTHS = (SHAPES > 0).sum(axis=1)
_UNIX = date(1970, 1, 1)

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class _Found:
    """Events of one kind: arrays of one entry an event, days counted from the first."""

    metric: str
    kind: str
    host: Indices
    first: Indices
    last: Indices
    magnitude: Integers
    visible: Flags
    is_shared: bool = False


def events(hosts: Hosts, days: Days, series: Series) -> pa.RecordBatch:
    """Return the events of hosts: by host, first day, metric and kind."""
    found = [*_bursts(series), *_shifts(series, days), *_stops(series)]
    found += [_patches(series), _clean_ups(series)]
    count = days.count
    host = np.concatenate([one.host for one in found])
    first = np.concatenate([one.first for one in found]).clip(0, count - 1)
    last = np.concatenate([one.last for one in found]).clip(0, count - 1)
    sizes = [len(one.host) for one in found]
    kinds = np.repeat(np.arange(len(found)), sizes)
    order = np.lexsort((kinds, first, host))
    start = (days.first - _UNIX).days

    def dates(day: Indices) -> pa.Array:
        return pa.array((start + day[order]).astype(np.int32), pa.date32())

    def words(texts: list[str], of: Indices) -> pa.Array:
        return pa.array(texts).take(pa.array(of[order]))

    magnitude = np.concatenate([one.magnitude for one in found])
    columns = [
        pa.array(hosts.first + host[order]),
        node_names(hosts.first, len(hosts.applications)).take(pa.array(host[order])),
        words([*hosts.applications], host),
        words([one.metric for one in found], kinds),
        words([one.kind for one in found], kinds),
        pa.array(np.array([one.is_shared for one in found])[kinds[order]]),
        dates(first),
        dates(last),
        pa.array(magnitude[order] / 100),
        pa.array(np.concatenate([one.visible for one in found])[order]),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _cut(values: Integers) -> Integers:
    clipped: Integers = np.minimum(values, FULL)
    return clipped


def _bursts(series: Series) -> Iterator[_Found]:
    """Yield the bursts: visible if the first day stands out, cut at the capacity."""
    rest = series.demand - np.maximum(series.burst, series.shared_burst)
    for bursts, is_shared in ((series.bursts, False), (series.shared_bursts, True)):
        host, place = np.nonzero(bursts.height)
        length = _LENGTHS[bursts.kind[host, place]]
        first = place - LOOK_BACK
        last = first + length - 1
        here = last >= 0
        host, first, last, place = host[here], first[here], last[here], place[here]
        height = bursts.height[host, place]
        kind = bursts.kind[host, place]
        seen = np.maximum(first, 0)
        lift = height * SHAPES[kind, seen - first] // 1000
        without = rest[host, seen]
        visible = (
            _cut(without + lift) - _cut(without)
            >= VISIBLE * series.noise_size[host, seen]
        )
        yield _Found("cpu", "burst", host, first, last, height, visible, is_shared)


def _shifts(series: Series, days: Days) -> Iterator[_Found]:
    """Yield the shifts: visible if what they change stands out, on average."""
    shifts = series.shifts
    first = shifts.first - days.number
    last = shifts.last - days.number
    low = first.clip(0)
    high = (last + 1).clip(None, days.count)
    height = shifts.height
    visible = np.empty(len(height), np.bool_)
    for n, host in enumerate(shifts.host):
        part = slice(low[n], high[n])
        demand = series.demand[host, part]
        change = np.abs(_cut(demand) - _cut(np.maximum(demand - height[n], 0)))
        visible[n] = change.sum() >= VISIBLE * series.noise_size[host, part].sum()
    yield _Found("cpu", "level_shift", shifts.host, first, last, height, visible)


def _stops(series: Series) -> Iterator[_Found]:
    """Yield the stops: all are seen, in the share of samples that is missing."""
    lost = SAMPLES - series.samples
    is_outage = lost >= OUTAGE_SAMPLES
    for kind, where in (("outage", is_outage), ("reboot", (lost > 0) & ~is_outage)):
        host, day = np.nonzero(where)
        share = (lost[host, day] * FULL // SAMPLES).astype(np.int32)
        yield _Found("samples", kind, host, day, day, share, share > 0)


def _patches(series: Series) -> _Found:
    """Return the patches: each gives back what leaked since the last one."""
    host, day = np.nonzero(series.is_patched)
    of = series.parameters
    given_back = (of.memory_leak * (of.patch_days - 1))[host]
    visible = given_back >= VISIBLE * MEMORY_NOISE
    return _Found("memory", "patch", host, day, day, given_back, visible)


def _clean_ups(series: Series) -> _Found:
    """Return the clean-ups: each takes back what came since the last one."""
    host, day = np.nonzero(series.is_cleaned)
    of = series.parameters
    fill = of.disk_fill[host]
    freed = fill * (of.clean_days[host] - 1)
    left = series.disk[host, day]
    visible = _cut(left + freed) - left >= VISIBLE * fill
    return _Found("disk", "clean_up", host, day, day, freed, visible)
