"""From a user's config to complete, checked settings."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from horizonscale.artifacts.canonical_json import canonical_json
from horizonscale.artifacts.files import write_text
from horizonscale.config.checks.cross_checks import cross_errors
from horizonscale.config.errors import ConfigError, ErrorDetails
from horizonscale.config.reading import load_config
from horizonscale.config.schema import schema_errors


def resolve(
    config: Mapping[str, Any],
    folder: Path,
    known_errors: Sequence[ErrorDetails] = (),
    passed: Path | None = None,
) -> str:
    """Return the complete settings of a fleet as canonical JSON, for ``parse``.

    A key of ``config`` replaces the whole value of the default fleet; keys that
    neither has take the default of the schema.

    Parameters
    ----------
    config : mapping
        What the user gave, as parsed from YAML or the command line.
    folder : Path
        Where ``config.yaml``, the default fleet, and ``schema.yaml`` stand.
    known_errors : sequence of ErrorDetails
        What is already known to be wrong with where ``config`` came from.
    passed : Path, optional
        A folder with a file for each config that passed the schema, since jsonschema
        takes longer to import than all else here. It is no harm to lose it.

    Raises
    ------
    ConfigError
        If anything is wrong: its text names all errors at once.
    """
    schema = load_config(folder / "schema.yaml")
    try:
        default = load_config(folder / "config.yaml")
    except ConfigError as error:  # less of what is known, if anything is
        raise ConfigError(known_errors or error.errors) from None
    values = {**default, **config}
    for key, value in values.items():
        if type(value) is date:  # YAML reads a bare day as one
            values[key] = value.isoformat()
    values = _with_defaults(values, schema, schema)
    default = _with_defaults(default, schema, schema)
    changed = {key for key in config if values[key] != default.get(key)}
    known = {error.key for error in known_errors}
    errors = [*known_errors]
    look = hashlib.sha256(
        repr((schema, values)).encode(errors="backslashreplace")
    ).hexdigest()
    if not (passed and (passed / look).is_file()):
        errors += [one for one in schema_errors(values, schema) if one.key not in known]
        if passed and not errors:
            with suppress(OSError):
                write_text(passed / look, "", durable=False)
    errors += cross_errors(values, {error.top_key for error in errors}, changed)
    if errors:
        raise ConfigError(errors)
    return canonical_json(_with_schema_types(values, schema, schema))


def _with_defaults(value: Any, rule: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    """Add what entries of lists leave out. What is no such entry stays as it is."""
    rule = _followed(rule, root)
    match value:
        case dict():
            inner = rule.get("properties", {})
            left_out = {
                key: inner[key]["default"] for key in inner if "default" in inner[key]
            }
            return left_out | {
                key: _with_defaults(item, inner.get(key, {}), root)
                for key, item in value.items()
            }
        case list():
            return [_with_defaults(item, rule.get("items", {}), root) for item in value]
    return value


def _with_schema_types(
    value: Any, rule: Mapping[str, Any], root: Mapping[str, Any]
) -> Any:
    """Write equal numbers equally: 2000.0 hosts as 2000, a weight of 1 as 1.0."""
    rule = _followed(rule, root)
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
            return float(value) + 0.0  # no -0.0
    return value


def _followed(rule: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the rule that a ``$ref`` stands for."""
    if "$ref" not in rule:
        return rule
    found: Mapping[str, Any] = root["$defs"][rule["$ref"].rpartition("/")[2]]
    return found
