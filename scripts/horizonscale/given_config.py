"""A config as it is given to Snakemake, by ``--configfile`` and ``--config``."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from horizonscale.config_files import argument_faults, load_yaml
from horizonscale.faults import Fault, SettingsError


def from_files(paths: Iterable[Path]) -> dict[str, Any]:
    """Return what files hold together, a later file's keys before an earlier one's.

    Raises
    ------
    SettingsError
        If a file is not there, or is not a mapping.
    """
    config: dict[str, Any] = {}
    for path in paths:
        config |= load_yaml(path)
    return config


def from_command_line(entries: Sequence[str]) -> dict[str, Any]:
    """Return what ``key=value`` entries hold, with the types that Snakemake gives them.

    Raises
    ------
    SettingsError
        If an entry is not ``key=value``, or is easily taken for something else.
    """
    if not entries:
        return {}
    if faults := argument_faults(entries):
        raise SettingsError(faults)
    from snakemake.cli import parse_config  # slow to import, and most give none

    try:
        parsed: dict[str, Any] = parse_config(entries)
    except ValueError as error:
        raise SettingsError(
            [Fault("--config", list(entries), str(error), "")]
        ) from None
    return parsed
