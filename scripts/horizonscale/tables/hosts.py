"""The hosts: each a pure function of the settings and its index.

Column values come from the streams named after them (``hosts.region`` and so on);
classification, hardware and ownership are drawn in two steps, population first.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from horizonscale.config.settings import HostSettings
from horizonscale.console.progress import shown
from horizonscale.sampling import quota
from horizonscale.sampling.streams import Words, words
from horizonscale.sampling.weighted_choice import Codes, WeightedChoice
from horizonscale.tables.attributes import Attribute, attributes
from horizonscale.tables.identities import node_names, uuids

HOSTS_PER_BATCH = 122_880  # one row group of DuckDB


BATCHES_AHEAD = 4


_NUMBERS = {
    "cpu_cores": pa.int32(),
    "memory_gb": pa.int32(),
    "storage_capacity_mb": pa.int64(),
}


class Fleet:
    """The fleet that settings describe, of any number of hosts.

    Parameters
    ----------
    settings : HostSettings
        ``hosts`` is not among those read.
    """

    def __init__(self, settings: HostSettings) -> None:
        self._stream = settings.stream
        self._seed = settings.seed
        self._columns = [_Column(one) for one in attributes(settings)]
        self._quota: Codes | None = None
        if settings.allocation == "quota":
            table = quota.table([one.weight for one in settings.behaviours])
            self._quota = np.array(table, dtype=np.uint16)
            self._scenario_of = np.repeat(
                np.arange(len(settings.scenarios), dtype=np.uint16),
                [len(scenario.variants) for scenario in settings.scenarios],
            )

    def batch(self, start: int, count: int) -> pa.RecordBatch:
        """Return hosts ``start`` to ``start + count - 1``.

        Returns
        -------
        pyarrow.RecordBatch
            ``count`` rows with the columns of the table ``hosts``.
        """
        columns = {
            "host_id": uuids(self._words("host_id", 2 * start, 2 * count)),
            "host_index": pa.array(np.arange(start, start + count)),
            "node_name": node_names(start, count),
        }
        codes = self._dealt(start, count)
        for column in self._columns:
            if column.name not in codes:
                raw = self._words(column.name, start, count)
                codes[column.name] = column.choice(raw, codes.get(column.given))
            columns |= column.values(codes[column.name])
        return pa.RecordBatch.from_pydict(columns)

    def batches(
        self, hosts: int, hosts_per_batch: int = HOSTS_PER_BATCH, first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        """Yield hosts ``first`` to ``hosts - 1``.

        Some batches are made ahead, in a second thread.
        """
        starts = iter(range(first, hosts, hosts_per_batch))
        with ThreadPoolExecutor(max_workers=1) as maker:
            ahead: deque[Future[pa.RecordBatch]] = deque()
            while True:
                while len(ahead) < BATCHES_AHEAD:
                    start = next(starts, None)
                    if start is None:
                        break
                    size = min(hosts_per_batch, hosts - start)
                    ahead.append(maker.submit(self.batch, start, size))
                if not ahead:
                    return
                yield ahead.popleft().result()

    def reader(self, hosts: int) -> pa.RecordBatchReader:
        """Return the whole fleet as a stream of Arrow batches."""
        return pa.RecordBatchReader.from_batches(
            self.batch(0, 0).schema, shown(self.batches(hosts), hosts, "hosts")
        )

    def _words(self, column: str, start: int, count: int) -> Words:
        return words(self._stream, self._seed, f"hosts.{column}", start, count)

    def _dealt(self, start: int, count: int) -> dict[str, Codes]:
        """Return the codes that are not drawn: behaviours, where quota deals them."""
        if self._quota is None:
            return {}
        variant = self._quota[np.arange(start, start + count) % len(self._quota)]
        return {"scenario": self._scenario_of[variant], "variant": variant}


class _Column:
    """An attribute, ready to be drawn."""

    def __init__(self, attribute: Attribute) -> None:
        entries = [option.entry for option in attribute.options]
        self.name = attribute.column
        self.given = attribute.given or ""
        self.choice = WeightedChoice(
            [[option.entry.weight for option in group] for group in attribute.groups]
        )
        self._values = {self.name: pa.array([entry.name for entry in entries])}
        for name in attribute.copied:
            copied = [getattr(entry, name) for entry in entries]
            self._values[name] = pa.array(copied, _NUMBERS.get(name))

    def values(self, codes: Codes) -> dict[str, pa.Array]:
        """Return the column, and those that come with it."""
        indices = pa.array(codes)
        return {
            name: values.take(indices)
            if name in _NUMBERS
            else pa.DictionaryArray.from_arrays(indices, values)
            for name, values in self._values.items()
        }
