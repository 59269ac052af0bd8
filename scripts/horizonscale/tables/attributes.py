"""The columns of ``hosts`` that are drawn from weighted options, as they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from horizonscale.config.attributes import COHESIVE_ATTRIBUTES, WEIGHTED_ATTRIBUTES
from horizonscale.config.entries import HardwareModel, Weighted
from horizonscale.config.settings import HostSettings
from horizonscale.sampling.weights import zipf_shares
from horizonscale.tables.estate import application_id


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


Group = tuple[Option, ...]


@dataclass(frozen=True)
class Attribute:
    """A column that is drawn from weighted options.

    Parameters
    ----------
    column : str
        Its words are those of the stream ``hosts.<column>``.
    groups : mapping
        The options, by the numbers of the options of ``given``.
    given : tuple of str
        Columns, drawn before, whose options decide the group.
    copied : tuple of str
        Columns that come with the entry of the option.
    """

    column: str
    groups: Mapping[tuple[int, ...], Group]
    given: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """The columns of the owner whose standard hosts may follow."""
        return COHESIVE_ATTRIBUTES.get(self.column, ())


def attributes(settings: HostSettings) -> tuple[Attribute, ...]:
    """Return the drawn columns, each after those that it depends on."""
    variants: dict[tuple[int, ...], Group] = {
        (number,): _options(scenario.variants, "scenarios", number, "variants")
        for number, scenario in enumerate(settings.scenarios)
    }
    return (
        _plain("department", settings.departments, "departments"),
        Attribute("application_id", _applications(settings), given=("department",)),
        *(
            _plain(column, settings.weighted[column], key)
            for column, key in WEIGHTED_ATTRIBUTES.items()
        ),
        _plain("classification", settings.classifications, "classifications"),
        Attribute(
            "hardware_model",
            _models(settings),
            given=("classification", "server_type"),
            copied=("cpu_cores", "memory_gb", "storage_capacity_mb"),
        ),
        _plain("scenario", settings.scenarios, "scenarios"),
        Attribute("variant", variants, given=("scenario",), copied=("risk",)),
    )


def _plain(column: str, entries: Sequence[Weighted], key: str) -> Attribute:
    return Attribute(column, {(): _options(entries, key)})


def _options(entries: Sequence[Weighted], *path: str | int) -> Group:
    return tuple(
        Option(entry, ((*path, number),)) for number, entry in enumerate(entries)
    )


def _applications(settings: HostSettings) -> dict[tuple[int, ...], Group]:
    """Return the applications of each department: the share falls with the rank."""
    size = settings.applications_per_department
    return {
        (number,): tuple(
            Option(
                Weighted(application_id(department.code, rank), share),
                (("applications_per_department",), ("departments", number, "code")),
            )
            for rank, share in enumerate(zipf_shares(size), start=1)
        )
        for number, department in enumerate(settings.departments)
    }


def _models(settings: HostSettings) -> dict[tuple[int, ...], Group]:
    """Return the models that fit each classification and server type, scaled to 1."""
    models = [*enumerate(settings.hardware_models)]
    pairs = product(
        enumerate(settings.classifications),
        enumerate(settings.weighted["server_type"]),
    )
    return {
        (one, other): _scaled(
            [
                (number, model)
                for number, model in models
                if model.runs(classification.name, server_type.name)
            ]
        )
        for (one, classification), (other, server_type) in pairs
    }


def _scaled(fitting: Sequence[tuple[int, HardwareModel]]) -> Group:
    total = sum(model.weight for _, model in fitting)
    if not total:
        return ()  # no host is of this pair, as the config was checked for
    return tuple(
        Option(
            replace(model, weight=model.weight / total), (("hardware_models", number),)
        )
        for number, model in fitting
    )
