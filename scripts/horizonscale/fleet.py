"""The hosts: each a pure function of the settings and its index.

Column values come from the streams named after them (``hosts.region`` and so on);
classification, hardware and ownership are drawn in two steps, population first.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from horizonscale import quota
from horizonscale.choice import Codes, WeightedChoice
from horizonscale.identities import node_names, uuids
from horizonscale.organisation import application_id
from horizonscale.progress import shown
from horizonscale.settings import HostSettings, Weighted
from horizonscale.streams import Words, words
from horizonscale.weights import zipf_shares

HOSTS_PER_BATCH = 122_880  # one row group of DuckDB
BATCHES_AHEAD = 4

_NUMBERS = {
    "cpu_cores": pa.int32(),
    "memory_gb": pa.int32(),
    "storage_capacity_mb": pa.int64(),
}


@dataclass(frozen=True)
class Option:
    """What a host can draw: an entry with its weight, and where the config has it.

    Parameters
    ----------
    entry : Weighted
    places : tuple
        Paths in the config: keys, and positions in lists.
    """

    entry: Weighted
    places: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True)
class Attribute:
    """A column that is drawn from weighted options.

    Parameters
    ----------
    column : str
        Its words are those of the stream ``hosts.<column>``.
    groups : tuple of tuple of Option
        One group for each option of ``given``; else one.
    given : str, optional
        The column, drawn before, whose option decides the group.
    copied : tuple of str
        Columns that come with the entry of the option.
    """

    column: str
    groups: tuple[tuple[Option, ...], ...]
    given: str | None = None
    copied: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of all groups, in the order of their codes."""
        return tuple(option for group in self.groups for option in group)


def attributes(settings: HostSettings) -> tuple[Attribute, ...]:
    """Return the drawn columns, in the order of the table ``hosts``."""
    models = tuple(
        tuple(
            Option(model, (("hardware_models", number),))
            for number, model in enumerate(settings.hardware_models)
            if model.classification == classification.name
        )
        for classification in settings.classifications
    )
    variants = tuple(
        _options(scenario.variants, "scenarios", number, "variants")
        for number, scenario in enumerate(settings.scenarios)
    )
    return (
        Attribute(
            "classification", (_options(settings.classifications, "classifications"),)
        ),
        Attribute("server_type", (_options(settings.server_types, "server_types"),)),
        Attribute("region", (_options(settings.regions, "regions"),)),
        Attribute("department", (_options(settings.departments, "departments"),)),
        Attribute("application_id", _applications(settings), given="department"),
        Attribute(
            "hardware_model",
            models,
            given="classification",
            copied=("cpu_cores", "memory_gb", "storage_capacity_mb"),
        ),
        Attribute("scenario", (_options(settings.scenarios, "scenarios"),)),
        Attribute("variant", variants, given="scenario", copied=("risk",)),
    )


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


def _options(entries: Sequence[Weighted], *path: str | int) -> tuple[Option, ...]:
    return tuple(
        Option(entry, ((*path, number),)) for number, entry in enumerate(entries)
    )


def _applications(settings: HostSettings) -> tuple[tuple[Option, ...], ...]:
    """Return the applications of each department: the share falls with the rank."""
    size = settings.applications_per_department
    return tuple(
        tuple(
            Option(
                Weighted(application_id(department.code, rank), share),
                (("applications_per_department",), ("departments", number, "code")),
            )
            for rank, share in enumerate(zipf_shares(size), start=1)
        )
        for number, department in enumerate(settings.departments)
    )
