"""A config as Snakemake reads it from ``--configfile`` and ``--config``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from horizonscale.faults import Fault, SettingsError


def from_command_line(entries: Sequence[str]) -> dict[str, Any]:
    """Return what ``--config`` was given, with Snakemake's types.

    Raises
    ------
    SettingsError
        If an entry is not ``key=value``.
    """
    if not entries:
        return {}
    from snakemake.cli import parse_config  # slow to import, and most give none

    try:
        parsed: dict[str, Any] = parse_config(entries)
    except ValueError as error:
        raise SettingsError(
            [Fault("--config", list(entries), str(error), "")]
        ) from None
    return parsed


def from_files(paths: Sequence[Path]) -> dict[str, Any]:
    """Return what files hold together, a later file's keys before an earlier one's.

    Raises
    ------
    SettingsError
        If a file is not there, or is not a mapping in YAML or JSON.
    """
    if not paths:
        return {}
    from snakemake.common.configfile import load_configfile
    from snakemake.utils import update_config

    config: dict[str, Any] = {}
    for path in paths:
        try:
            update_config(config, load_configfile(path))
        except Exception as error:  # of Snakemake, json, yaml or the system
            reason = " ".join(str(error).split())
            raise SettingsError([Fault(str(path), None, reason, "")]) from None
    return config
