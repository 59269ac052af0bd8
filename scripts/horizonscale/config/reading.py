"""Config files, read as YAML."""

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
        content = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
    except OSError as error:
        raise _refusal(path, "cannot be read.", f"{error.strerror}.") from None
    except (ValueError, yaml.YAMLError) as error:
        raise ConfigError([not_yaml(path, error)]) from None
    if not isinstance(content, dict):
        raise _refusal(
            path, "must be a mapping of keys to values.", "Write one key: value a line."
        )
    return content


def not_yaml(path: Path, error: Exception) -> ErrorDetails:
    """Return the error of a file that is no YAML."""
    reason = " ".join(str(error).split())
    return ErrorDetails(path.name, None, "is not valid YAML.", reason)


def _refusal(path: Path, allowed: str, remedy: str) -> ConfigError:
    return ConfigError([ErrorDetails(path.name, None, allowed, remedy)])
