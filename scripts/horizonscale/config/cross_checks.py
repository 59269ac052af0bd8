"""Rules of the config that a schema cannot state, since they cross keys."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.errors import ErrorDetails
from horizonscale.config.fleet_size import fleet_size_errors
from horizonscale.config.parsing import typed, types
from horizonscale.config.settings import (
    Department,
    HardwareModel,
    Scenario,
    Settings,
    Variant,
    Weighted,
)

WEIGHT_PLACES = 6
PARAMETER_PLACES = 3

Rule = Callable[..., Iterable[ErrorDetails]]


def cross_errors(values: Mapping[str, Any], faulty: set[str]) -> list[ErrorDetails]:
    """Return the errors of rules that cross keys.

    Rules that read a key which the schema already found faulty wait until it is
    mended, and so does the size of the fleet until its weights are right.

    Parameters
    ----------
    values : mapping
        The values of all keys, as JSON has them.
    faulty : set of str
        Keys that have an error.
    """
    errors: list[ErrorDetails] = []
    for keys, rule in RULES:
        if faulty.isdisjoint(keys):
            kinds = types(Settings)
            found = list(rule(*(typed(kinds[key], values[key]) for key in keys)))
            errors += found
            faulty = faulty | {error.top_key for error in found}
    return errors


def _weights(key: str, entries: Sequence[Weighted]) -> Iterable[ErrorDetails]:
    """Refuse weights of many places, and those that do not sum to exactly 1."""
    for index, entry in enumerate(entries):
        if not _has_places(entry.weight, WEIGHT_PLACES):
            yield ErrorDetails(
                f"{key}[{index}] ({entry.name}).weight",
                float(entry.weight),
                f"must have at most {WEIGHT_PLACES} decimal places.",
                "Round it, and let the weights still sum to 1.",
            )
            return
    total = sum((entry.weight for entry in entries), Fraction(0))
    if total != 1:
        verb = "add" if total < 1 else "take away"
        yield ErrorDetails(
            key,
            [float(entry.weight) for entry in entries],
            f"the weights sum to {float(total)}, and must sum to 1.",
            f"Scale them, or {verb} {_plain(abs(1 - total))}.",
        )


def _unique(
    key: str, names: Sequence[str], field: str = "name"
) -> Iterable[ErrorDetails]:
    """Refuse names of a list that are the same, or differ in case alone."""
    counts = Counter(name.casefold() for name in names)
    for name in names:
        if counts.pop(name.casefold(), 0) > 1:
            yield ErrorDetails(
                key,
                name,
                f"is the {field} of more than one entry.",
                "Rename or remove one; upper and lower case count as the same.",
            )


def _weighted_names(key: str) -> Rule:
    def rule(entries: Sequence[Weighted]) -> Iterable[ErrorDetails]:
        yield from _unique(key, [entry.name for entry in entries])
        yield from _weights(key, entries)

    return rule


def _departments(departments: Sequence[Department]) -> Iterable[ErrorDetails]:
    yield from _weighted_names("departments")(departments)
    codes = [department.code for department in departments]
    yield from _unique("departments", codes, "code")


def _scenarios(scenarios: Sequence[Scenario]) -> Iterable[ErrorDetails]:
    yield from _weighted_names("scenarios")(scenarios)
    for index, scenario in enumerate(scenarios):
        key = f"scenarios[{index}] ({scenario.name}).variants"
        yield from _weighted_names(key)(scenario.variants)
        risks = [variant.risk for variant in scenario.variants]
        if sorted(risks) != ["common", "rare"]:
            yield ErrorDetails(
                key,
                risks,
                "must be one common and one rare variant.",
                "Change the risk of one.",
            )
        for variant in scenario.variants:
            yield from _dna(f"{key} ({variant.name})", variant)


def _dna(key: str, variant: Variant) -> Iterable[ErrorDetails]:
    for name, value in variant.parameters.items():
        if not _has_places(Fraction(value), PARAMETER_PLACES):
            yield ErrorDetails(
                f"{key}.{name}",
                float(value),
                f"must have at most {PARAMETER_PLACES} decimal places.",
                "Round it.",
            )
    low, high = variant.base_utilisation_min_pct, variant.base_utilisation_max_pct
    if low > high:
        yield ErrorDetails(
            f"{key}.base_utilisation_min_pct",
            float(low),
            f"is above base_utilisation_max_pct, {high}.",
            "Swap the two.",
        )


def _hardware(
    classifications: Sequence[Weighted], models: Sequence[HardwareModel]
) -> Iterable[ErrorDetails]:
    yield from _unique("hardware_models", [model.name for model in models])
    for name in (classification.name for classification in classifications):
        fitting = [model for model in models if model.classification == name]
        if fitting:
            yield from _weights(f"hardware_models of classification {name}", fitting)
        else:
            yield ErrorDetails(
                "hardware_models",
                None,
                f"has no model of classification {name}.",
                "Add one.",
            )


def _window(start_date: date, end_date: date) -> Iterable[ErrorDetails]:
    if start_date > end_date:
        yield ErrorDetails(
            "start_date",
            start_date.isoformat(),
            f"is after end_date, {end_date}.",
            "Swap the two.",
        )


def _shards(hosts: int, shards: int) -> Iterable[ErrorDetails]:
    if shards > hosts:
        yield ErrorDetails(
            "shards",
            shards,
            f"is more than there are hosts, {hosts}.",
            "Leave it out: one job makes millions of hosts in seconds.",
        )


def _has_places(value: Fraction, places: int) -> bool:
    return (value * Fraction(10**places)).denominator == 1


def _plain(value: Fraction) -> str:
    """Write a weight as a decimal, and never with an exponent."""
    return f"{float(value):.{WEIGHT_PLACES}f}".rstrip("0").rstrip(".")


RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("scenarios",), _scenarios),
    (("departments",), _departments),
    (("criticality_tiers",), _weighted_names("criticality_tiers")),
    *(((key,), _weighted_names(key)) for key in WEIGHTED_ATTRIBUTES.values()),
    (("classifications",), _weighted_names("classifications")),
    (("classifications", "hardware_models"), _hardware),
    (("start_date", "end_date"), _window),
    (("hosts", "allocation", "scenarios"), fleet_size_errors),
    (("hosts", "shards"), _shards),
)
