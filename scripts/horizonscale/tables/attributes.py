"""The columns of ``hosts`` that are drawn from weighted options, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.settings import HostSettings, Weighted
from horizonscale.sampling.weights import zipf_shares
from horizonscale.tables.hierarchy import application_id


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
        *(
            Attribute(column, (_options(settings.weighted[column], key),))
            for column, key in WEIGHTED_ATTRIBUTES.items()
        ),
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
