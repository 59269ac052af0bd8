"""What contradicts the schema of the config, worded for the person who wrote it."""

import difflib
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from horizonscale.config.errors import ErrorDetails, key_text, path_text

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
}


def schema_errors(values: Any, schema: Mapping[str, Any]) -> list[ErrorDetails]:
    """Return what contradicts the schema, one error a key."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    # A module's config comes from Python, which has numbers that JSON has not.
    numbers = Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number)
    strict = extend(Draft202012Validator, type_checker=numbers)  # type: ignore[no-untyped-call]
    validator = strict(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    violations = sorted(
        validator.iter_errors(values), key=lambda found: list(map(str, found.path))
    )
    found: dict[str, ErrorDetails] = {}
    for violation in violations:
        for error in _details(violation, values):
            found.setdefault(error.key, error)
    return list(found.values())


def _is_number(checker: object, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)


def _details(violation: "ValidationError", settings: Any) -> Iterable[ErrorDetails]:
    path = path_text(violation.absolute_path, settings)
    rule: Any = violation.schema
    instance: Any = violation.instance
    dot = f"{path}." if path else ""
    match violation.validator:
        case "additionalProperties":
            known = sorted(rule["properties"])
            for key in sorted(set(instance) - set(known), key=str):
                close = difflib.get_close_matches(str(key), known, n=1)
                yield ErrorDetails(
                    f"{dot}{key_text(key)}",
                    None,
                    "is not a key of the config.",
                    f"Did you mean {close[0]}?"
                    if close
                    else f"Keys here: {', '.join(known)}.",
                )
        case "required":
            missing = violation.message.split("'")[1]
            yield ErrorDetails(
                f"{dot}{missing}",
                None,
                "is missing.",
                rule["properties"][missing].get("description", ""),
            )
        case "format":
            yield ErrorDetails(
                path, instance, "is not a day of the calendar.", "Correct the day."
            )
        case "pattern" | "minLength" | "maxLength" if isinstance(instance, str):
            text = str(rule.get("description", ""))
            yield ErrorDetails(path, instance, "is not allowed.", text)
        case _:
            allowed, remedy = _allowed(rule), _remedy(rule, instance)
            if instance is None:
                allowed = f"has no value: it {allowed}"
            yield ErrorDetails(path, instance, allowed, remedy)


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
