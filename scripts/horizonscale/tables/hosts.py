"""The hosts: each a pure function of the settings and its index.

Column values come from the streams named after them (``hosts.region`` and so on). In
most columns most hosts follow the standard of the application that they run.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from horizonscale.config.settings import HostSettings
from horizonscale.console.progress import shown
from horizonscale.sampling import quota
from horizonscale.sampling.intervals import Squeeze
from horizonscale.sampling.streams import Words, words
from horizonscale.sampling.weighted_choice import Codes, WeightedChoice
from horizonscale.sampling.weights import WORD_BITS
from horizonscale.tables.attributes import Attribute, attributes
from horizonscale.tables.estate import owner_intervals
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
        self._columns = [_Column(one, settings) for one in attributes(settings)]
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
                if column.follows:
                    follows = self._words(f"{column.name}.follows", start, count)
                    raw = column.follow(raw, follows, codes)
                codes[column.name] = column.choose(raw, codes)
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

    def __init__(self, attribute: Attribute, settings: HostSettings) -> None:
        self.name = attribute.column
        groups = list(dict.fromkeys(attribute.groups.values()))
        self._given = attribute.given
        self._group_of = np.zeros(np.max([*attribute.groups], axis=0) + 1, np.uint16)
        for numbers, group in attribute.groups.items():
            self._group_of[numbers] = groups.index(group)
        self._choice = WeightedChoice(
            [[option.entry.weight for option in group] for group in groups]
        )
        entries = [option.entry for group in groups for option in group]
        self._values = {self.name: pa.array([entry.name for entry in entries])}
        for name in attribute.copied:
            copied = [getattr(entry, name) for entry in entries]
            self._values[name] = pa.array(copied, _NUMBERS.get(name))
        cohesion = settings.cohesion(self.name) if attribute.owners else 0
        self.follows = cohesion > 0
        if self.follows:
            self._last_follower = np.uint64(int(cohesion * 2**WORD_BITS) - 1)
            self._has_role = "role" in attribute.owners
            self._roles = len(settings.weighted["role"])
            self._squeeze = Squeeze(
                owner_intervals(settings, self.name, attribute.owners)
            )

    def follow(self, raw: Words, follows: Words, codes: Mapping[str, Codes]) -> Words:
        """Squeeze the words of the hosts that follow into their owners' intervals."""
        owner = codes["application_id"].astype(np.intp)
        if self._has_role:
            owner = owner * self._roles + codes["role"]
        return np.where(follows <= self._last_follower, self._squeeze(raw, owner), raw)

    def choose(self, raw: Words, codes: Mapping[str, Codes]) -> Codes:
        """Return the number of the option that each word chooses."""
        if not self._given:
            return self._choice(raw)
        given = tuple(codes[column] for column in self._given)
        return self._choice(raw, self._group_of[given])

    def values(self, codes: Codes) -> dict[str, pa.Array]:
        """Return the column, and those that come with it."""
        indices = pa.array(codes)
        return {
            name: values.take(indices)
            if name in _NUMBERS
            else pa.DictionaryArray.from_arrays(indices, values)
            for name, values in self._values.items()
        }
