"""From a user's config to complete, checked settings."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from horizonscale.canonical import canonical_json
from horizonscale.config_files import load_config
from horizonscale.cross_checks import cross_faults
from horizonscale.faults import Fault, SettingsError, schema_faults
from horizonscale.files import write_text


def resolve(
    config: Mapping[str, Any],
    folder: Path,
    known_faults: Sequence[Fault] = (),
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
    known_faults : sequence of Fault
        What is already known to be wrong with where ``config`` came from.
    passed : Path, optional
        A file that remembers the last config that passed the schema, since jsonschema
        takes longer to import than all else here. It is no harm to lose it.

    Raises
    ------
    SettingsError
        If anything is wrong: its text names all faults at once.
    """
    schema = load_config(folder / "schema.yaml")
    values = {**load_config(folder / "config.yaml"), **config}
    for key, rule in schema["properties"].items():
        if key not in values and "default" in rule:
            values[key] = rule["default"]
        elif type(values.get(key)) is date:  # YAML reads a bare day as one
            values[key] = values[key].isoformat()
    known = {fault.key for fault in known_faults}
    faults = [*known_faults]
    look = hashlib.sha256(
        repr((schema, values)).encode(errors="backslashreplace")
    ).hexdigest()
    if not (passed and passed.is_file() and passed.read_text() == look):
        faults += [one for one in schema_faults(values, schema) if one.key not in known]
        if passed and not faults:
            with suppress(OSError):
                write_text(passed, look, durable=False)
    faults += cross_faults(values, {fault.top_key for fault in faults})
    if faults:
        raise SettingsError(faults)
    return canonical_json(_with_schema_types(values, schema, schema))


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
            return float(value) + 0.0  # no -0.0
    return value
