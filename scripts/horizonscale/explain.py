"""Why a host is what it is: for each column the draw, its interval and the config.

A host is computed here on its own, in exact arithmetic from ``docs/stream.md``: the
words are those of ``streams``, but no table, threshold or choice of ``fleet`` is used,
so that an explanation is also a check of the fleet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from horizonscale import quota
from horizonscale.explain_draws import Draw, draw, raw_word
from horizonscale.explain_names import NAME_DIGITS, host_id, node_name
from horizonscale.explain_origins import Origins, Part
from horizonscale.weights import exact

Settings = Mapping[str, Any]
Note = tuple[str, str]


@dataclass(frozen=True)
class Attribute:
    """A column of a host: its value, its draw if any, and what else led to it."""

    name: str
    value: Any
    draw: Draw | None
    notes: tuple[Note, ...]


def explain(settings: Settings, origins: Origins, index: int) -> list[Attribute]:
    """Return every column of a host, in the order of the table ``hosts``.

    Parameters
    ----------
    settings : mapping
        The resolved settings.
    origins : Origins
        Where they were written.
    index : int
        Index of the host, not negative.
    """
    host = _Host(settings, origins, index)
    classification, population = host.drawn("classification", "classifications")
    return [
        host.host_id(),
        Attribute("host_index", index, None, ()),
        Attribute(
            "node_name",
            node_name(index),
            None,
            (("index", f"{index} in {NAME_DIGITS} digits"),),
        ),
        classification,
        host.drawn("server_type", "server_types")[0],
        host.drawn("region", "regions")[0],
        *host.owner(),
        *host.hardware(settings["classifications"][population]["name"]),
        *host.behaviour(),
    ]


class _Host:
    """One host while its columns are explained."""

    def __init__(self, settings: Settings, origins: Origins, index: int) -> None:
        self._settings = settings
        self._origins = origins
        self._index = index

    def host_id(self) -> Attribute:
        """Explain the id: two words, and the bits that make them a UUID."""
        position = 2 * self._index
        first, second = (
            raw_word(self._settings, "hosts.host_id", position + half)
            for half in (0, 1)
        )
        value, (version, variant) = host_id(first, second)
        notes = (
            ("words", f"hosts.host_id, word {position}: 0x{first:016x}"),
            ("", f"hosts.host_id, word {position + 1}: 0x{second:016x}"),
            ("version", f"high bits of byte 6 set from {version:04b} to 0100 (4)"),
            ("variant", f"high bits of byte 8 set from {variant:02b} to 10 (RFC 9562)"),
        )
        return Attribute("host_id", value, None, notes)

    def drawn(self, column: str, *path: Part) -> tuple[Attribute, int]:
        """Explain a column drawn from a list of weighted names; give the choice too."""
        entries = self._entry(*path)
        drawn = self._draw(column, [exact(entry["weight"]) for entry in entries])
        note = self._weighted(*path, drawn.chosen)
        name = entries[drawn.chosen]["name"]
        return Attribute(column, name, drawn, (note,)), drawn.chosen

    def owner(self) -> list[Attribute]:
        department, chosen = self.drawn("department", "departments")
        size = self._settings["applications_per_department"]
        total = sum(Fraction(1, rank) for rank in range(1, size + 1))
        shares = [Fraction(1, rank) / total for rank in range(1, size + 1)]
        drawn = self._draw("application_id", shares)
        rank, code = drawn.chosen + 1, self._settings["departments"][chosen]["code"]
        notes = (
            ("given", f"department {department.value}, drawn above"),
            ("rank", f"{rank} of {size}: share (1/{rank}) / (1/1 + ... + 1/{size})"),
            ("config", self._origins.value("applications_per_department")),
            ("config", self._origins.value("departments", chosen, "code")),
        )
        application = Attribute("application_id", f"{code}-{rank:03d}", drawn, notes)
        return [department, application]

    def hardware(self, classification: str) -> list[Attribute]:
        models = self._settings["hardware_models"]
        population = [
            number
            for number, model in enumerate(models)
            if model["classification"] == classification
        ]
        weights = [exact(models[number]["weight"]) for number in population]
        drawn = self._draw("hardware_model", weights)
        chosen = population[drawn.chosen]
        notes = (
            ("given", f"classification {classification}, drawn above"),
            self._weighted("hardware_models", chosen),
        )
        model = Attribute("hardware_model", models[chosen]["name"], drawn, notes)
        columns = ("cpu_cores", "memory_gb", "storage_capacity_mb")
        return [
            model,
            *(self._copied(name, "hardware_models", chosen) for name in columns),
        ]

    def behaviour(self) -> list[Attribute]:
        if self._settings["allocation"] == "quota":
            return self._dealt()
        scenario, chosen = self.drawn("scenario", "scenarios")
        variants = ("scenarios", chosen, "variants")
        variant, number = self.drawn("variant", *variants)
        given = ("given", f"scenario {scenario.value}, drawn above")
        return [
            scenario,
            Attribute("variant", variant.value, variant.draw, (given, *variant.notes)),
            self._copied("risk", *variants, number),
        ]

    def _dealt(self) -> list[Attribute]:
        """Explain a behaviour that quota dealt: there is no draw, but a table."""
        pairs = [
            (number, other, exact(scenario["weight"]) * exact(variant["weight"]))
            for number, scenario in enumerate(self._settings["scenarios"])
            for other, variant in enumerate(scenario["variants"])
        ]
        table = quota.table([weight for _, _, weight in pairs])
        turns, position = divmod(self._index, len(table))
        chosen = table[position]
        first, second, weight = pairs[chosen]
        so_far = turns * table.count(chosen) + table[: position + 1].count(chosen)
        due = weight * (self._index + 1)
        variants = ("scenarios", first, "variants")
        notes = (
            ("quota", self._origins.value("allocation")),
            (
                "position",
                f"{position}, from 0, of a table that repeats after {len(table)} hosts",
            ),
            (
                "count",
                f"{so_far} of hosts 0 to {self._index} have this behaviour;"
                f" {float(due):,.2f} are due at {float(100 * weight):g} %",
            ),
        )
        found = []
        for name, path in (
            ("scenario", ("scenarios", first)),
            ("variant", (*variants, second)),
        ):
            value = self._entry(*path)["name"]
            found.append(Attribute(name, value, None, (*notes, self._weighted(*path))))
        return [*found, self._copied("risk", *variants, second)]

    def _copied(self, name: str, *path: Part) -> Attribute:
        """Explain a column that comes with an entry."""
        note = ("config", self._origins.value(*path, name))
        return Attribute(name, self._entry(*path)[name], None, (note,))

    def _weighted(self, *path: Part) -> Note:
        weight = self._entry(*path)["weight"]
        return "config", f"{self._origins.entry(*path)} weight {weight}"

    def _entry(self, *path: Part) -> Any:
        entry: Any = self._settings
        for part in path:
            entry = entry[part]
        return entry

    def _draw(self, column: str, weights: Sequence[Fraction]) -> Draw:
        return draw(self._settings, self._index, column, weights)
