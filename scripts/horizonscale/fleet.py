"""The hosts: each a pure function of the settings and its index.

Column values come from the streams named after them (``hosts.region`` and so on);
classification, hardware and ownership are drawn in two steps, population first.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from horizonscale import quota
from horizonscale.choice import Codes, WeightedChoice
from horizonscale.identities import node_names, uuids
from horizonscale.organisation import application_id
from horizonscale.progress import shown
from horizonscale.settings import HardwareModel, HostSettings, Weighted
from horizonscale.streams import Words, words
from horizonscale.weights import zipf_shares

HOSTS_PER_BATCH = 122_880  # one row group of DuckDB
BATCHES_AHEAD = 4


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
        self._regions = _Names(settings.regions)
        self._server_types = _Names(settings.server_types)
        self._set_behaviours(settings)
        self._set_owners(settings)
        self._set_hardware(settings)

    def batch(self, start: int, count: int) -> pa.RecordBatch:
        """Return hosts ``start`` to ``start + count - 1``.

        Returns
        -------
        pyarrow.RecordBatch
            ``count`` rows with the columns of the table ``hosts``.
        """
        department = self._department(self._words("department", start, count))
        application = self._application(
            self._words("application_id", start, count), department
        )
        classification = self._classification(
            self._words("classification", start, count)
        )
        model = self._model(self._words("hardware_model", start, count), classification)
        behaviour = self._behaviour(start, count)
        return pa.RecordBatch.from_pydict(
            {
                "host_id": uuids(self._words("host_id", 2 * start, 2 * count)),
                "host_index": pa.array(np.arange(start, start + count)),
                "node_name": node_names(start, count),
                "classification": _named(classification, self._classification_names),
                "server_type": self._server_types(
                    self._words("server_type", start, count)
                ),
                "region": self._regions(self._words("region", start, count)),
                "department": _named(department, self._department_names),
                "application_id": _named(application, self._application_ids),
                "hardware_model": _named(model, self._model_names),
                "cpu_cores": pa.array(self._cpu_cores[model]),
                "memory_gb": pa.array(self._memory_gb[model]),
                "storage_capacity_mb": pa.array(self._storage_capacity_mb[model]),
                "scenario": _named(behaviour, self._behaviour_scenarios),
                "variant": _named(behaviour, self._behaviour_variants),
                "risk": _named(behaviour, self._behaviour_risks),
            }
        )

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

    def _behaviour(self, start: int, count: int) -> Codes:
        if self._quota is not None:
            index = np.arange(start, start + count)
            return self._quota[index % len(self._quota)]
        scenario = self._scenario(self._words("scenario", start, count))
        return self._variant(self._words("variant", start, count), scenario)

    def _set_behaviours(self, settings: HostSettings) -> None:
        profiles = settings.behaviours
        self._behaviour_scenarios = [profile.scenario for profile in profiles]
        self._behaviour_variants = [profile.variant for profile in profiles]
        self._behaviour_risks = [profile.risk for profile in profiles]
        self._scenario = WeightedChoice([_weights(settings.scenarios)])
        self._variant = WeightedChoice(
            [_weights(scenario.variants) for scenario in settings.scenarios]
        )
        self._quota: Codes | None = None
        if settings.allocation == "quota":
            table = quota.table([profile.weight for profile in profiles])
            self._quota = np.array(table, dtype=np.uint16)

    def _set_owners(self, settings: HostSettings) -> None:
        departments = settings.departments
        ranks = range(1, settings.applications_per_department + 1)
        self._department_names = [department.name for department in departments]
        self._application_ids = [
            application_id(department.code, rank)
            for department in departments
            for rank in ranks
        ]
        self._department = WeightedChoice([_weights(departments)])
        self._application = WeightedChoice([zipf_shares(len(ranks))] * len(departments))

    def _set_hardware(self, settings: HostSettings) -> None:
        self._classification_names = [
            classification.name for classification in settings.classifications
        ]
        groups = [
            [
                model
                for model in settings.hardware_models
                if model.classification == name
            ]
            for name in self._classification_names
        ]
        models = [model for group in groups for model in group]
        self._model_names = [model.name for model in models]
        self._cpu_cores = _column(models, "cpu_cores", np.int32)
        self._memory_gb = _column(models, "memory_gb", np.int32)
        self._storage_capacity_mb = _column(models, "storage_capacity_mb", np.int64)
        self._classification = WeightedChoice([_weights(settings.classifications)])
        self._model = WeightedChoice([_weights(group) for group in groups])


class _Names:
    """A column drawn from a list of weighted names."""

    def __init__(self, entries: Sequence[Weighted]) -> None:
        self._names = [entry.name for entry in entries]
        self._choice = WeightedChoice([_weights(entries)])

    def __call__(self, raw: Words) -> pa.DictionaryArray:
        return _named(self._choice(raw), self._names)


def _weights(entries: Sequence[Weighted]) -> list[Fraction]:
    return [entry.weight for entry in entries]


def _column(
    models: Sequence[HardwareModel], name: str, dtype: npt.DTypeLike
) -> npt.NDArray[np.integer]:
    return np.array([getattr(model, name) for model in models], dtype=dtype)


def _named(codes: Codes, names: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(names, pa.string()))
