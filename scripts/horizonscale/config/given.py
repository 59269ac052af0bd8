"""The config that a command line gives, for programs beside Snakemake."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from horizonscale.config.errors import ConfigError, ErrorDetails
from horizonscale.config.misread import argument_errors, file_errors
from horizonscale.config.reading import load_config


def load_given(paths: Iterable[Path], arguments: Sequence[str]) -> dict[str, Any]:
    """Return the config that ``--configfile`` and ``--config`` give together.

    Raises
    ------
    ConfigError
        If a file cannot be read, or anything is read as something else.
    """
    config: dict[str, Any] = {}
    errors = []
    for path in paths:
        config |= load_config(path)
        errors += file_errors(path)
    if arguments:
        from snakemake.cli import parse_config  # slow to import, and most give none

        try:
            parsed = parse_config(arguments)
        except ValueError as error:
            raise ConfigError(
                [ErrorDetails("--config", None, str(error), "")]
            ) from None
        errors += argument_errors(arguments, parsed)
        config |= parsed
    if errors:
        raise ConfigError(errors)
    return config
