"""Faults in a config, worded for the person who wrote it."""

import difflib
import re
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_LINES = 8

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
}
_WORD = re.compile(r"[\w.-]{1,60}")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_SHORT.maxdict = _SHORT.maxlist = 3


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the key, its value, what is allowed and the way out."""

    key: str
    value: Any
    allowed: str
    remedy: str

    @property
    def top_key(self) -> str:
        """The key of the config that the fault is in."""
        return self.key.partition(".")[0].partition("[")[0]

    def __str__(self) -> str:
        text = f"{self.key}: {self.allowed}"
        if self.value is not None:
            text = f"{self.key}: {_SHORT.repr(self.value)}: {self.allowed}"
        return f"{text} {self.remedy}".strip()


class SettingsError(ValueError):
    """A config that no fleet can be built from."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        count = len(self.faults)
        lines = [f"The config has {count} {'fault' if count == 1 else 'faults'}:"]
        lines += [f"  {fault}" for fault in self.faults[:MOST_LINES]]
        if count > MOST_LINES:
            lines.append(f"  and {count - MOST_LINES} more.")
        super().__init__("\n".join(lines))


def schema_faults(values: Any, schema: Mapping[str, Any]) -> list[Fault]:
    """Return what contradicts the schema, one fault a key."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    errors = sorted(
        validator.iter_errors(values), key=lambda error: list(map(str, error.path))
    )
    found: dict[str, Fault] = {}
    for error in errors:
        for fault in _from_error(error, values):
            found.setdefault(fault.key, fault)
    return list(found.values())


def path_text(path: Iterable[str | int], settings: Any) -> str:
    """Return a path as text, list entries with their name: ``regions[2] (na)``."""
    text, value = "", settings
    for part in path:
        value = value[part]
        if isinstance(part, int):
            name = value.get("name") if isinstance(value, Mapping) else None
            text += f"[{part}]"
            text += f" ({_SHORT.repr(name)[1:-1]})" if isinstance(name, str) else ""
        else:
            text += f".{part}" if text else key_text(part)
    return text


def key_text(key: Any) -> str:
    """Return a key as text that fits into a line."""
    text = str(key)
    return text if _WORD.fullmatch(text) else _SHORT.repr(key)


def _from_error(error: "ValidationError", settings: Any) -> Iterable[Fault]:
    path = path_text(error.absolute_path, settings)
    rule: Any = error.schema
    instance: Any = error.instance
    dot = f"{path}." if path else ""
    match error.validator:
        case "additionalProperties":
            known = sorted(rule["properties"])
            for key in sorted(set(instance) - set(known), key=str):
                close = difflib.get_close_matches(str(key), known, n=1)
                yield Fault(
                    f"{dot}{key_text(key)}",
                    None,
                    "is not a key of the config.",
                    f"Did you mean {close[0]}?"
                    if close
                    else f"Keys here: {', '.join(known)}.",
                )
        case "required":
            missing = error.message.split("'")[1]
            yield Fault(
                f"{dot}{missing}",
                None,
                "is missing.",
                rule["properties"][missing].get("description", ""),
            )
        case "format":
            yield Fault(
                path, instance, "is not a day of the calendar.", "Correct the day."
            )
        case _:
            yield Fault(path, instance, _allowed(rule), _remedy(rule, instance))


def _allowed(rule: Mapping[str, Any]) -> str:
    if "enum" in rule:
        return f"must be one of {', '.join(rule['enum'])}."
    text = f"must be {_TYPES[rule['type']]}"
    if "required" in rule:
        text += f" with the keys {', '.join(rule['required'])}"
    if "minimum" in rule:
        text += f" from {rule['minimum']} to {rule['maximum']}"
    if "minItems" in rule:
        low, high = rule["minItems"], rule["maxItems"]
        text += f" of {low if low == high else f'{low} to {high}'} entries"
    return text + "."


def _remedy(rule: Mapping[str, Any], instance: Any) -> str:
    text = str(rule.get("description", ""))
    if isinstance(instance, bool) and rule.get("type") == "string":
        return f"{text} YAML reads bare yes, no, on and off as true or false: quote it."
    if not isinstance(instance, str):
        return text
    if rule.get("type") in ("integer", "number"):
        return f"This is text: write a number without quotes. {text}"
    if "enum" in rule:
        close = difflib.get_close_matches(instance, rule["enum"], n=1)
        return f"Did you mean {close[0]}?" if close else text
    return text
