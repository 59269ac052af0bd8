"""One host after the other in plain Python, written from docs/stream.md alone.

Slow, and without the library: what it shares with it is the definition.
"""

import json
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any
from uuid import UUID

from reference_philox import word


def share(weight: float) -> Fraction:
    return Fraction(str(weight))


def choose(raw: int, weights: list[Fraction]) -> int:
    """Return the number of thresholds that a word has reached."""
    reached, total = 0, Fraction(0)
    for weight in weights[:-1]:
        total += weight
        threshold = (total.numerator << 64) // total.denominator
        reached += threshold <= raw
    return reached


def entry(raw: int, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return entries[choose(raw, [share(entry["weight"]) for entry in entries])]


def host(settings: dict[str, Any], index: int) -> dict[str, Any]:
    """Return one row of the table hosts."""

    def draw(column: str, position: int = index) -> int:
        return word(settings["seed"], f"hosts.{column}", position)

    # Lists of names with weights and nothing else, one name for each host.
    plain = [
        (key.removesuffix("s"), key)
        for key, value in settings.items()
        if isinstance(value, list)
        and all(item.keys() == {"name", "weight"} for item in value)
        and key not in ("classifications", "criticality_tiers")
    ]
    department = entry(draw("department"), settings["departments"])
    ranks = range(1, settings["applications_per_department"] + 1)
    harmonic = sum(Fraction(1, rank) for rank in ranks)
    rank = 1 + choose(
        draw("application_id"), [Fraction(1, rank) / harmonic for rank in ranks]
    )
    application = f"{department['code']}-{str(rank).zfill(3)}"
    role = entry(draw("role"), settings["roles"])["name"]

    def follow(column: str) -> int:
        owner = application if column == "region" else f"{application}.{role}"
        cohesion = share(settings[f"cohesion_{column}"])
        is_dealt = column == "scenario" and settings["allocation"] == "quota"
        if is_dealt or draw(f"{column}.follows") >= int(2**64 * cohesion):
            return draw(column)
        start, length = interval(json.dumps(settings, sort_keys=True), column, owner)
        return (start + length * (draw(column) // 2**32) // 2**32) % 2**64

    names = {
        column: entry(draw(column), settings[key])["name"] for column, key in plain
    }
    for column in ("server_type", "region"):
        names[column] = entry(follow(column), settings[f"{column}s"])["name"]
    classification = entry(follow("classification"), settings["classifications"])[
        "name"
    ]
    fitting = [
        model
        for model in settings["hardware_models"]
        if model["classification"] == classification
        and names["server_type"] in model.get("server_types", [names["server_type"]])
    ]
    whole = sum(share(model["weight"]) for model in fitting)
    weights = [share(model["weight"]) / whole for model in fitting]
    model = fitting[choose(follow("hardware_model"), weights)]
    if settings["allocation"] == "quota":
        scenario, variant = dealt(settings, index)
    else:
        scenario = entry(follow("scenario"), settings["scenarios"])
        variant = entry(draw("variant"), scenario["variants"])
    return {
        "host_id": uuid(draw("host_id", 2 * index), draw("host_id", 2 * index + 1)),
        "host_index": index,
        "node_name": "server-" + str(index).zfill(9),
        "classification": classification,
        **names,
        "department": department["name"],
        "application_id": application,
        "hardware_model": model["name"],
        "cpu_cores": model["cpu_cores"],
        "memory_gb": model["memory_gb"],
        "storage_capacity_mb": model["storage_capacity_mb"],
        "scenario": scenario["name"],
        "variant": variant["name"],
        "risk": variant["risk"],
    }


@cache
def interval(config: str, column: str, owner: str) -> tuple[int, int]:
    """Return the first word and the length of an owner's interval."""
    settings = json.loads(config)
    ranks = range(1, settings["applications_per_department"] + 1)
    harmonic = sum(Fraction(1, rank) for rank in ranks)
    roles = settings["roles"] if "." in owner else [{"name": "", "weight": 1}]
    shares = {
        f"{department['code']}-{str(rank).zfill(3)}.{role['name']}".rstrip("."): (
            share(department["weight"]) / rank / harmonic * share(role["weight"])
        )
        for department in settings["departments"]
        for rank in ranks
        for role in roles
    }
    seed = settings["seed"]
    before, turn = Fraction(0), word(seed, f"estate.{column}", 0)
    for name in sorted(
        shares, key=lambda name: word(seed, f"estate.{name}.{column}", 0)
    ):
        first, last = (int(2**64 * edge) for edge in (before, before + shares[name]))
        if name == owner:
            return (turn + first) % 2**64, last - first
        before += shares[name]
    raise KeyError(owner)


def uuid(first: int, second: int) -> UUID:
    octets = bytearray(first.to_bytes(8, "big") + second.to_bytes(8, "big"))
    octets[6] = 0b0100_0000 | (octets[6] & 0b0000_1111)
    octets[8] = 0b1000_0000 | (octets[8] & 0b0011_1111)
    return UUID(bytes=bytes(octets))


def dealt(settings: dict[str, Any], index: int) -> tuple[dict[str, Any], ...]:
    """Return the scenario and variant that quota deals to a host."""
    pairs = [
        (scenario, variant)
        for scenario in settings["scenarios"]
        for variant in scenario["variants"]
    ]
    weights = [share(one["weight"]) * share(other["weight"]) for one, other in pairs]
    period = lcm(*(weight.denominator for weight in weights))
    return pairs[deal(weights, index % period)]


def deal(weights: list[Fraction], last: int) -> int:
    """Deal hosts 0 to last and return the class of the last one."""
    candidates = [number for number, weight in enumerate(weights) if weight > 0]
    if len(candidates) == 1:
        return candidates[0]
    margin = Fraction(1, 2 * len(candidates) - 2)
    counts = [0] * len(weights)
    chosen = -1
    for size in range(1, last + 2):
        deadlines = {
            number: (1 - margin - (size * weights[number] - counts[number]))
            / weights[number]
            for number in candidates
            if size * weights[number] - counts[number] >= margin
        }
        chosen = min(deadlines, key=lambda number: (deadlines[number], number))
        counts[chosen] += 1
    return chosen
