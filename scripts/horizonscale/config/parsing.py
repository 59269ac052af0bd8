"""The settings, parsed from canonical JSON."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from horizonscale.artifacts.canonical_json import canonical_json
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES
from horizonscale.config.entries import Weighted
from horizonscale.config.settings import HostSettings

Part = TypeVar("Part")


def parse(part: type[Part], text: str) -> Part:
    """Return the part of the settings that a canonical JSON text holds.

    Keys that are no fields of the part are passed over.

    Parameters
    ----------
    part : type
        One of the classes of this module.
    text : str
        What ``resolve`` returned, or a slice of it.
    """
    settings: Part = typed(part, json.loads(text, parse_float=Decimal))
    return settings


def slice_json(text: str, part: type[object] | None) -> str:
    """Return the keys of a part as canonical JSON, out of the text of a larger one."""
    values = json.loads(text)
    keys = types(part) if part else {}  # type: ignore[arg-type]
    return canonical_json({key: values[key] for key in values if key in keys})


def typed(kind: Any, value: Any) -> Any:
    """Return a value in a type that settings have, from plain values of JSON."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = types(kind).items()
        found = {key: typed(hint, value[key]) for key, hint in hints if key in value}
        if issubclass(kind, HostSettings):
            pairs = WEIGHTED_ATTRIBUTES.items()
            weighted = {column: found.pop(key) for column, key in pairs}
            found["weighted"] = MappingProxyType(weighted)
        return kind(**found)
    if get_origin(kind) is tuple:
        return tuple(typed(get_args(kind)[0], item) for item in value)
    if isinstance(value, float):
        value = Decimal(repr(value))  # as it was written
    return date.fromisoformat(value) if kind is date else kind(value)


@cache
def types(kind: Any) -> Mapping[str, Any]:
    """Return the types that the keys of a class of settings have."""
    found = get_type_hints(kind)
    if found.pop("weighted", None):
        found |= dict.fromkeys(WEIGHTED_ATTRIBUTES.values(), tuple[Weighted, ...])
    return found
