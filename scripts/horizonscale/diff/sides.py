"""The sides of a comparison: a published database, or a config and its hosts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from horizonscale.config.given import load_given
from horizonscale.config.misread import file_errors
from horizonscale.config.parsing import parse, slice_json
from horizonscale.config.resolve import resolve
from horizonscale.config.settings import AuditSettings, HostSettings
from horizonscale.tables.hosts import Fleet

_ATTACH = {
    "a": "ATTACH $path AS side_a (READ_ONLY)",
    "b": "ATTACH $path AS side_b (READ_ONLY)",
}


Json: TypeAlias = Any
"""The value of a setting, or of a column."""


class SideError(ValueError):
    """A file that cannot be compared."""


@dataclass(frozen=True)
class Side:
    """A fleet, whose hosts are the relation ``hosts_a`` or ``hosts_b``."""

    source: str
    settings: Mapping[str, Json]
    hosts: int
    fleet: Fleet | None = None  # of a config, computed a range at a time


def opened(
    connection: duckdb.DuckDBPyConnection, letter: str, path: Path, config_folder: Path
) -> Side:
    """Return a side, its hosts as the relation ``hosts_a`` or ``hosts_b``.

    Raises
    ------
    OSError
        If the file cannot be read.
    SideError
        If it is a database of something else.
    ConfigError
        If it is a config that no fleet can be built from.
    """
    with path.open("rb") as file:
        is_database = file.read(12).endswith(b"DUCK")  # the magic bytes of DuckDB
    if not is_database:
        errors = file_errors(config_folder / "config.yaml")
        config = resolve(load_given([path], []), config_folder, errors)
        settings = parse(HostSettings, config)
        # How a fleet is made changes no host, and no database carries it.
        values = json.loads(slice_json(config, AuditSettings))
        return Side(str(path), values, settings.hosts, Fleet(settings))
    try:
        connection.execute(_ATTACH[letter], {"path": str(path)})
        table = connection.table(f"side_{letter}.hosts")
        table.create_view(f"hosts_{letter}")
        hosts = len(table)
        parts = connection.table(f"side_{letter}.genesis_metadata").project("config")
        values = {}
        for (part,) in parts.fetchall():
            values |= json.loads(part)
    except (duckdb.Error, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise SideError(f"{path} cannot be compared. {reason}") from None
    return Side(str(path), dict(sorted(values.items())), hosts)
