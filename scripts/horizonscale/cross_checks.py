"""Rules of the config that a schema cannot state, since they cross keys."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from horizonscale.faults import Fault
from horizonscale.fleet_size import fleet_size_faults
from horizonscale.names import look
from horizonscale.weights import decimal

WEIGHT_PLACES = 6
PARAMETER_PLACES = 3
MOST_EXACT = 2**53  # above it floats leave out whole numbers

Rule = Callable[[Mapping[str, Any]], Iterable[Fault]]


def cross_faults(settings: Mapping[str, Any], faulty: set[str]) -> list[Fault]:
    """Return the faults of rules that cross keys.

    Rules that read a key which the schema already found faulty wait until it is
    mended, and so does the size of the fleet until its weights are right.
    """
    faults: list[Fault] = []
    for keys, rule in RULES:
        if faulty.isdisjoint(keys):
            found = list(rule(settings))
            faults += found
            faulty = faulty | {fault.top_key for fault in found}
    return faults


def _weights(key: str, entries: Sequence[Mapping[str, Any]]) -> Iterable[Fault]:
    """Refuse weights of many places, and those that do not sum to exactly 1."""
    for index, entry in enumerate(entries):
        weight = decimal(entry["weight"]).normalize()
        if -int(weight.as_tuple().exponent) > WEIGHT_PLACES:
            yield Fault(
                f"{key}[{index}] ({entry['name']}).weight",
                entry["weight"],
                f"must have at most {WEIGHT_PLACES} decimal places.",
                "Round it, and let the weights still sum to 1.",
            )
            return
    total = sum((decimal(entry["weight"]) for entry in entries), Decimal(0))
    if total != 1:
        gap = abs(1 - total).normalize()
        verb = "add" if total < 1 else "take away"
        yield Fault(
            key,
            [entry["weight"] for entry in entries],
            f"the weights sum to {total.normalize():f}, and must sum to 1.",
            f"Scale them, or {verb} {gap:f}.",
        )


def _unique(
    key: str, entries: Sequence[Mapping[str, Any]], field: str = "name"
) -> Iterable[Fault]:
    """Refuse entries of a list whose names look the same, or differ in case alone."""
    counts = Counter(look(entry[field]) for entry in entries)
    for entry in entries:
        if counts.pop(look(entry[field]), 0) > 1:
            yield Fault(
                key,
                entry[field],
                f"is the {field} of more than one entry.",
                "Rename or remove one; upper and lower case count as the same, and so"
                " do all spaces.",
            )


def _weighted_names(key: str) -> Rule:
    def rule(settings: Mapping[str, Any]) -> Iterable[Fault]:
        yield from _unique(key, settings[key])
        yield from _weights(key, settings[key])

    return rule


def _departments(settings: Mapping[str, Any]) -> Iterable[Fault]:
    yield from _weighted_names("departments")(settings)
    yield from _unique("departments", settings["departments"], "code")


def _scenarios(settings: Mapping[str, Any]) -> Iterable[Fault]:
    yield from _weighted_names("scenarios")(settings)
    for index, scenario in enumerate(settings["scenarios"]):
        key = f"scenarios[{index}] ({scenario['name']}).variants"
        variants = scenario["variants"]
        yield from _unique(key, variants)
        yield from _weights(key, variants)
        if {variant["risk"] for variant in variants} != {"common", "rare"}:
            yield Fault(
                key,
                [variant["risk"] for variant in variants],
                "must be one common and one rare variant.",
                "Change the risk of one.",
            )
        for variant in variants:
            yield from _parameters(f"{key} ({variant['name']})", variant)


def _parameters(key: str, variant: Mapping[str, Any]) -> Iterable[Fault]:
    for name, value in variant.items():
        if name in ("name", "risk", "weight"):
            continue
        places = -int(decimal(value).normalize().as_tuple().exponent)
        if places > PARAMETER_PLACES:
            yield Fault(
                f"{key}.{name}",
                value,
                f"must have at most {PARAMETER_PLACES} decimal places.",
                "Round it.",
            )
    low, high = variant["base_utilisation_min_pct"], variant["base_utilisation_max_pct"]
    if low > high:
        yield Fault(
            f"{key}.base_utilisation_min_pct",
            low,
            f"is above base_utilisation_max_pct, {high}.",
            "Swap the two.",
        )


def _hardware(settings: Mapping[str, Any]) -> Iterable[Fault]:
    models = settings["hardware_models"]
    yield from _unique("hardware_models", models)
    for classification in settings["classifications"]:
        name = classification["name"]
        rows = [model for model in models if model["classification"] == name]
        if rows:
            yield from _weights(f"hardware_models of classification {name}", rows)
        else:
            yield Fault(
                "hardware_models",
                None,
                f"has no model of classification {name}.",
                "Add one.",
            )


def _seed(settings: Mapping[str, Any]) -> Iterable[Fault]:
    seed = settings["seed"]
    if isinstance(seed, float) and seed > MOST_EXACT:
        yield Fault(
            "seed",
            seed,
            "is a decimal number too large to be exact.",
            "Write a whole number, without point or exponent.",
        )


def _calendar(settings: Mapping[str, Any]) -> Iterable[Fault]:
    days = {}
    for key in ("start_date", "end_date"):
        try:
            days[key] = date.fromisoformat(settings[key])
        except ValueError:
            yield Fault(
                key, settings[key], "is not a day of the calendar.", "Correct the day."
            )
    if len(days) == 2 and days["start_date"] > days["end_date"]:
        yield Fault(
            "start_date",
            settings["start_date"],
            f"is after end_date, {settings['end_date']}.",
            "Swap the two.",
        )


def _shards(settings: Mapping[str, Any]) -> Iterable[Fault]:
    if settings["shards"] > settings["hosts"]:
        yield Fault(
            "shards",
            settings["shards"],
            f"is more than there are hosts, {settings['hosts']}.",
            "Leave it out: one job makes millions of hosts in seconds.",
        )


RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("scenarios",), _scenarios),
    (("departments",), _departments),
    (("criticality_tiers",), _weighted_names("criticality_tiers")),
    (("regions",), _weighted_names("regions")),
    (("server_types",), _weighted_names("server_types")),
    (("classifications",), _weighted_names("classifications")),
    (("classifications", "hardware_models"), _hardware),
    (("seed",), _seed),
    (("start_date", "end_date"), _calendar),
    (("hosts", "allocation", "scenarios"), fleet_size_faults),
    (("hosts", "shards"), _shards),
)
