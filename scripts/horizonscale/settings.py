"""From a user's config to complete, checked settings."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from horizonscale.config_files import load_yaml
from horizonscale.cross_checks import cross_faults
from horizonscale.faults import Fault, SettingsError, schema_faults
from horizonscale.strict_yaml import MOST_DEPTH, MOST_VALUES

__all__ = ["Settings", "SettingsError", "resolve"]

Settings = dict[str, Any]

_FLOAT_BITS = 1023
_BEYOND_ANY_CONFIG = Fault(
    "config",
    None,
    f"a value contains itself, is nested more than {MOST_DEPTH} deep, or holds more"
    f" than {MOST_VALUES} others.",
    "Undo the YAML aliases.",
)


class _BeyondAnyConfigError(Exception):
    pass


def resolve(
    config: Mapping[str, Any],
    default_fleet: Path,
    schema: Path,
    known_faults: Sequence[Fault] = (),
) -> Settings:
    """Return the complete settings of a fleet.

    A key of ``config`` replaces the whole value of the default fleet; keys that
    neither has take the default of the schema.

    Parameters
    ----------
    config : mapping
        What the user gave, as parsed from YAML or the command line.
    default_fleet, schema : Path
        ``config/config.yaml`` and ``config/schema.yaml``.
    known_faults : sequence of Fault
        What is already known to be wrong with where ``config`` came from.

    Returns
    -------
    dict
        Every key of the schema, with plain JSON values.

    Raises
    ------
    SettingsError
        If anything is wrong: its text names all faults at once.
    """
    rules = load_yaml(schema)
    given = {**load_yaml(default_fleet), **config}
    values = iter(range(MOST_VALUES))
    try:
        settings = {key: _plain(value, values) for key, value in given.items()}
    except _BeyondAnyConfigError:
        raise SettingsError([*known_faults, _BEYOND_ANY_CONFIG]) from None
    for key, rule in rules["properties"].items():
        if key not in settings and "default" in rule:
            settings[key] = rule["default"]
    known = {fault.key for fault in known_faults}
    faults = [*known_faults]
    faults += [one for one in schema_faults(settings, rules) if one.key not in known]
    faults += cross_faults(settings, {fault.top_key for fault in faults})
    if faults:
        raise SettingsError(faults)
    complete: Settings = _with_schema_types(settings, rules, rules)
    return complete


def _plain(value: Any, left: Iterator[int], depth: int = 0) -> Any:
    """Turn YAML's dates back into text, and what no float can hold into infinity.

    Python refuses to write out numbers of thousands of digits, so no message could.
    """
    if depth > MOST_DEPTH or next(left, None) is None:
        raise _BeyondAnyConfigError
    if isinstance(value, int) and value.bit_length() > _FLOAT_BITS:
        return math.inf
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item, left, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, left, depth + 1) for item in value]
    return value


def _with_schema_types(
    value: Any, rule: Mapping[str, Any], root: Mapping[str, Any]
) -> Any:
    """Write equal numbers equally: 2000.0 hosts as 2000, a weight of 1 as 1.0."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].rpartition("/")[2]]
    match rule.get("type"):
        case "object":
            return {
                key: _with_schema_types(item, rule["properties"][key], root)
                for key, item in value.items()
            }
        case "array":
            return [_with_schema_types(item, rule["items"], root) for item in value]
        case "integer":
            return int(value)
        case "number":
            return float(value) + 0.0
    return value
