"""From a user's config to complete, checked settings."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from horizonscale.cross_checks import cross_faults
from horizonscale.faults import Fault, SettingsError, schema_faults

Settings = dict[str, Any]

_FLOAT_BITS = 1023

# The same loader in C, ten times as fast, where PyYAML was built with it.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def resolve(config: Mapping[str, Any], default_fleet: Path, schema: Path) -> Settings:
    """Return the complete settings of a fleet.

    A key of ``config`` replaces the whole value of the default fleet; keys that
    neither has take the default of the schema.

    Parameters
    ----------
    config : mapping
        What the user gave, as parsed from YAML or the command line.
    default_fleet, schema : Path
        ``config/config.yaml`` and ``config/schema.yaml``.

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
    try:
        settings = {key: _plain(value) for key, value in given.items()}
    except RecursionError:
        raise SettingsError(
            [Fault("config", None, "a value contains itself.", "Undo the YAML alias.")]
        ) from None
    for key, rule in rules["properties"].items():
        if key not in settings and "default" in rule:
            settings[key] = rule["default"]
    faults = schema_faults(settings, rules)
    faults += cross_faults(settings, {fault.top_key for fault in faults})
    if faults:
        raise SettingsError(faults)
    complete: Settings = _with_schema_types(settings, rules, rules)
    return complete


def load_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file.

    Raises
    ------
    SettingsError
        If the file is not readable as a YAML mapping with text keys.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content: Any = yaml.load(text, Loader=_SafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(
            [Fault(path.name, None, "a readable YAML file", reason)]
        ) from None
    if not isinstance(content, dict):
        raise SettingsError(
            [Fault(path.name, content, "a mapping of keys to values", "")]
        )
    loaded: dict[str, Any] = content
    return loaded


def _plain(value: Any) -> Any:
    """Turn YAML's dates back into text, and what no float can hold into infinity.

    Python refuses to write out numbers of thousands of digits, so no message could.
    """
    if isinstance(value, int) and value.bit_length() > _FLOAT_BITS:
        return math.inf
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
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
