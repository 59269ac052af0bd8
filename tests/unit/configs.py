"""The default fleet, and configs that differ from it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from horizonscale.artifacts.canonical_json import canonical_json
from horizonscale.config.parsing import parse
from horizonscale.config.resolve import resolve
from horizonscale.config.settings import Settings

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"
DEFAULT: dict[str, Any] = json.loads(resolve({}, CONFIG))
"""Every key with its value, as JSON has them. Copy it before a change."""
TELEMETRY = {key for key in DEFAULT if key.startswith("telemetry_")}
"""Keys that no step reads yet."""


def config(**changes: Any) -> str:
    """Return a complete config as canonical JSON, unchecked: ``hosts`` may be 1."""
    return canonical_json({**DEFAULT, **changes})


def settings(**changes: Any) -> Settings:
    """Return what ``config`` does, parsed."""
    return parse(Settings, config(**changes))


def edited(key: str, *path: int | str, **values: Any) -> dict[str, Any]:
    """Return the default value of a key, with an entry somewhere in it updated."""
    whole = deepcopy(DEFAULT[key])
    place = whole
    for part in path:
        place = place[part]
    place.update(values)
    return {key: whole}


def named(*weights: float) -> list[dict[str, Any]]:
    """Return a list of weighted names."""
    return [{"name": f"n{n}", "weight": weight} for n, weight in enumerate(weights)]
