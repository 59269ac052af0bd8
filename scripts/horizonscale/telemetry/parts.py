"""Parts: the daily telemetry of some hosts, as a Parquet file a month.

Within a file the hosts are in their order, and each host's days in theirs.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from horizonscale.artifacts.files import replaced_atomically
from horizonscale.config.settings import TelemetrySettings
from horizonscale.console.progress import shown
from horizonscale.tables.identities import node_names
from horizonscale.telemetry.days import Days
from horizonscale.telemetry.hosts import Hosts
from horizonscale.telemetry.series import FULL, SeriesMaker

COLUMNS = {
    "cpu_p95_pct": "cpu_p95",
    "cpu_avg_pct": "cpu_avg",
    "memory_pct": "memory",
    "disk_pct": "disk",
    "network_pct": "network",
}
"""The percentages of a row, and the series that each shows."""

SCHEMA = pa.schema(
    [
        pa.field("host_index", pa.int64(), nullable=False),
        pa.field("node_name", pa.string(), nullable=False),
        pa.field("date", pa.date32(), nullable=False),
        *(pa.field(name, pa.float64(), nullable=False) for name in COLUMNS),
        pa.field("samples", pa.int16(), nullable=False),
    ]
)
HOSTS_PER_ROW_GROUP = 2000  # with few hosts a row costs twice the bytes
_HOSTS_AT_A_TIME = 250  # of which all that is computed on the way stays small
_UNIX = date(1970, 1, 1)
# Divided once, exactly as IEEE 754 says, and looked up from then on.
_PERCENT = np.arange(FULL + 1) / 100

Hundredths = dict[str, npt.NDArray[np.uint16]]


def months(start: date, days: range) -> dict[int, range]:
    """Return the days of each month, by its ``yearmonth``.

    Parameters
    ----------
    start : date
        Day 0.
    days : range
    """

    def yearmonth(day: int) -> int:
        found = start + timedelta(day)
        return 100 * found.year + found.month

    groups = ((month, [*those]) for month, those in groupby(days, yearmonth))
    return {month: range(those[0], those[-1] + 1) for month, those in groups}


def write_part(
    settings: TelemetrySettings,
    some: range,
    hosts: Callable[[range], Hosts],
    files: dict[Path, range],
) -> None:
    """Write the telemetry of some hosts; all files appear when all went well.

    Parameters
    ----------
    settings : TelemetrySettings
    some : range
        The indices of the hosts.
    hosts : callable
        Returns the hosts with these indices.
    files : dict
        The days of each file, counted from ``start_date``: together consecutive.
    """
    import pyarrow.parquet as pq

    first = min(days.start for days in files.values())
    count = max(days.stop for days in files.values()) - first
    start = settings.start_date
    maker = SeriesMaker(settings, Days(start, start + timedelta(first), count))
    with ExitStack() as stack:
        writers = {
            path: stack.enter_context(
                pq.ParquetWriter(
                    stack.enter_context(replaced_atomically(path, durable=False)),
                    SCHEMA,
                    compression="zstd",
                    compression_level=1,
                    store_schema=False,
                )
            )
            for path in files
        }
        for indices, values in _groups(maker, some, hosts):
            for path, days in files.items():
                part = slice(days.start - first, days.stop - first)
                cut = {name: of[:, part] for name, of in values.items()}
                writers[path].write_batch(_rows(indices, start, days, cut))


def _groups(
    maker: SeriesMaker, some: range, hosts: Callable[[range], Hosts]
) -> Iterator[tuple[range, Hundredths]]:
    """Yield the values of a row group's hosts, in 16 bits while they wait."""
    for indices in shown(_cut(some, HOSTS_PER_ROW_GROUP), len(some), "hosts"):
        made = []
        for few in _cut(indices, _HOSTS_AT_A_TIME):
            series = maker.series(hosts(few))
            names = (*COLUMNS.values(), "samples")
            made.append([getattr(series, name).astype(np.uint16) for name in names])
        columns = (*COLUMNS, "samples")
        yield (
            indices,
            {
                name: np.concatenate(chunks)
                for name, chunks in zip(columns, zip(*made, strict=True), strict=True)
            },
        )


def _cut(some: range, size: int) -> Iterator[range]:
    for first in range(some.start, some.stop, size):
        yield range(first, min(first + size, some.stop))


def _rows(
    indices: range, start: date, days: range, values: Hundredths
) -> pa.RecordBatch:
    """Return rows of hosts and days, a host's days after one another."""
    hosts, count = len(indices), len(days)
    each = np.repeat(np.arange(hosts, dtype=np.int32), count)
    first = (start - _UNIX).days + days.start
    dates = np.arange(first, first + count, dtype=np.int32)
    columns = [
        pa.array(each.astype(np.int64) + indices.start),
        node_names(indices.start, hosts).take(pa.array(each)),
        pa.array(np.tile(dates, hosts), pa.date32()),
        *(pa.array(_PERCENT[values[name].ravel()]) for name in COLUMNS),
        pa.array(values["samples"].ravel().astype(np.int16)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
