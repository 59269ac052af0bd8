"""All rules that cross keys, with the keys that each reads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from horizonscale.config.attributes import COHESIVE_ATTRIBUTES, WEIGHTED_ATTRIBUTES
from horizonscale.config.checks.estate import (
    cohesion_errors,
    hardware_errors,
    kind_errors,
    owners_errors,
    people_errors,
    unknown_in_kinds,
    unknown_server_types,
)
from horizonscale.config.checks.fleet_size import fleet_size_errors
from horizonscale.config.checks.telemetry import burst_errors, named_once, unknown_names
from horizonscale.config.checks.weights import (
    Rule,
    has_places,
    unique_errors,
    weighted_names,
)
from horizonscale.config.entries import Department, Scenario, Variant
from horizonscale.config.errors import ErrorDetails
from horizonscale.config.parsing import typed, types
from horizonscale.config.settings import Settings

PARAMETER_PLACES = 3


def cross_errors(
    values: Mapping[str, Any], faulty: set[str], changed: Collection[str]
) -> list[ErrorDetails]:
    """Return the errors of rules that cross keys.

    Rules that read a key which the schema already found faulty wait until it is
    mended, and so does the size of the fleet until its weights are right.

    Parameters
    ----------
    values : mapping
        The values of all keys, as JSON has them.
    faulty : set of str
        Keys that have an error.
    changed : collection of str
        Keys whose values are not those of the default fleet.
    """
    errors: list[ErrorDetails] = []
    for keys, rule in (
        *RULES,
        *(one for one in RULES_OF_CHANGED if one[0][0] in changed),
    ):
        if faulty.isdisjoint(keys):
            kinds = types(Settings)
            found = list(rule(*(typed(kinds[key], values[key]) for key in keys)))
            errors += found
            faulty = faulty | {error.top_key for error in found}
    return errors


def _departments(departments: Sequence[Department]) -> Iterable[ErrorDetails]:
    yield from weighted_names("departments")(departments)
    codes = [department.code for department in departments]
    yield from unique_errors("departments", codes, "code")


def _scenarios(scenarios: Sequence[Scenario]) -> Iterable[ErrorDetails]:
    yield from weighted_names("scenarios")(scenarios)
    for index, scenario in enumerate(scenarios):
        key = f"scenarios[{index}] ({scenario.name}).variants"
        yield from weighted_names(key)(scenario.variants)
        for variant in scenario.variants:
            yield from _dna(f"{key} ({variant.name})", variant)


def _dna(key: str, variant: Variant) -> Iterable[ErrorDetails]:
    for name, value in variant.parameters.items():
        if not has_places(Fraction(value), PARAMETER_PLACES):
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


RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("scenarios",), _scenarios),
    (("departments",), _departments),
    (("criticality_tiers",), weighted_names("criticality_tiers")),
    *(((key,), weighted_names(key)) for key in WEIGHTED_ATTRIBUTES.values()),
    (("classifications",), weighted_names("classifications")),
    (("classifications", "server_types", "hardware_models"), hardware_errors),
    (("departments", "application_kinds"), kind_errors),
    (("people", "departments"), people_errors),
    (("applications_per_department", "departments", "roles"), owners_errors),
    *(
        ((key,), cohesion_errors(key))
        for key in (f"cohesion_{column}" for column in COHESIVE_ATTRIBUTES)
    ),
    (("start_date", "end_date"), _window),
    (("hosts", "allocation", "scenarios"), fleet_size_errors),
    (("hosts", "shards"), _shards),
    *(
        ((key,), named_once(key))
        for key in ("telemetry_roles", "telemetry_environments")
    ),
    (("telemetry_burst_min_pct", "telemetry_burst_max_pct"), burst_errors),
)
# The lists of the default fleet may name what a fleet does not have: it is passed over.
RULES_OF_CHANGED: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("hardware_models", "server_types"), unknown_server_types),
    (("application_kinds", "departments", "criticality_tiers"), unknown_in_kinds),
    (("telemetry_roles", "roles"), unknown_names("telemetry_roles", "roles")),
    (
        ("telemetry_environments", "environments"),
        unknown_names("telemetry_environments", "environments"),
    ),
)
"""Rules of keys that the user changed: the first one."""
