"""Config files, read as YAML or JSON."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from horizonscale.config.errors import ConfigError, ErrorDetails

# The same loader in C, ten times as fast, where PyYAML was built with it.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_config(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file.

    Raises
    ------
    ConfigError
        If there is none.
    """
    try:
        content = _content(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refusal(path, "cannot be read.", f"{error.strerror}.") from None
    except (ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise _refusal(path, "is not valid YAML.", reason) from None
    if not isinstance(content, dict):
        raise _refusal(
            path, "must be a mapping of keys to values.", "Write one key: value a line."
        )
    return content


def _content(text: str) -> object:
    try:
        return yaml.load(text, Loader)  # noqa: S506
    except yaml.YAMLError:
        with suppress(ValueError):  # JSON that is no YAML: an emoji in escapes
            return json.loads(text)
        raise


def _refusal(path: Path, allowed: str, remedy: str) -> ConfigError:
    return ConfigError([ErrorDetails(path.name, None, allowed, remedy)])
