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
from horizonscale.database.attached import attach, view_tables
from horizonscale.database.metadata import own_config
from horizonscale.tables.hosts import Fleet

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
    connection: duckdb.DuckDBPyConnection,
    paths: Mapping[str, Path],
    config_folder: Path,
) -> dict[str, Side]:
    """Return the sides by their letters.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        To a database in memory, where the hosts of a database get their names.
    paths : mapping
        Letter, and file.
    config_folder : Path
        Where the default fleet and the schema of configs stand.

    Raises
    ------
    OSError
        If a file cannot be read.
    SideError
        If one is a database of something else.
    ConfigError
        If one is a config that no fleet can be built from.
    """
    databases = {letter: path for letter, path in paths.items() if _is_database(path)}
    try:
        attach(connection, {f"side_{name}": path for name, path in databases.items()})
    except duckdb.Error as error:
        names = " or ".join(map(str, databases.values()))
        raise _not_comparable(names, error) from None
    return {
        letter: _of_database(connection, letter, path)
        if letter in databases
        else _of_config(path, config_folder)
        for letter, path in paths.items()
    }


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(12).endswith(b"DUCK")  # the magic bytes of DuckDB


def _of_config(path: Path, config_folder: Path) -> Side:
    errors = file_errors(config_folder / "config.yaml")
    config = resolve(load_given([path], []), config_folder, errors)
    settings = parse(HostSettings, config)
    # How a fleet is made changes no host, and no database carries it.
    values = json.loads(slice_json(config, AuditSettings))
    return Side(str(path), values, settings.hosts, Fleet(settings))


def _of_database(
    connection: duckdb.DuckDBPyConnection, letter: str, path: Path
) -> Side:
    try:
        tables = ("hosts", "genesis_metadata")
        view_tables(connection, f"side_{letter}", tables, f"_{letter}")
        hosts = len(connection.table(f"hosts_{letter}"))
        values = own_config(connection, f"genesis_metadata_{letter}")
    except (duckdb.Error, TypeError, ValueError) as error:
        raise _not_comparable(str(path), error) from None
    return Side(str(path), values, hosts)


def _not_comparable(name: str, error: Exception) -> SideError:
    reason = str(error).strip().partition("\n")[0]
    return SideError(f"{name} cannot be compared. {reason}")
