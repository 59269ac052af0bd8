"""The two sides of a comparison: each a database, or a config and its fleet."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import duckdb

from horizonscale.config_files import load_yaml
from horizonscale.fleet import Fleet
from horizonscale.fleet_size import MOST_HOSTS
from horizonscale.settings import Settings, resolve
from horizonscale.steps import HOW

_ATTACH = {
    "a": "ATTACH $path AS side_a (READ_ONLY)",
    "b": "ATTACH $path AS side_b (READ_ONLY)",
}
_VIEW = {
    "a": "CREATE TEMP VIEW hosts_a AS FROM side_a.hosts",
    "b": "CREATE TEMP VIEW hosts_b AS FROM side_b.hosts",
}
_USE = {"a": "USE side_a", "b": "USE side_b"}


class SideError(ValueError):
    """A file that cannot be compared."""


class Side(Protocol):
    """A fleet: its settings and its hosts, a range of indices at a time."""

    name: str
    settings: Settings
    hosts: int
    after_last: int

    def provide(self, first: int, after: int) -> None:
        """Have hosts ``first`` to ``after - 1``, and maybe more, in its relation."""


class Database:
    """A database that the workflow published."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        letter: str,
        path: Path,
        sql: Mapping[str, str],
    ) -> None:
        self.name = str(path)
        try:
            connection.execute(_ATTACH[letter], {"path": str(path)})
            connection.execute(_VIEW[letter])
            connection.execute(_USE[letter])
            slices = connection.execute(sql["settings"]).fetchall()
            connection.execute("USE memory")
            extent = connection.execute(sql["extent"], {"hosts": f"hosts_{letter}"})
            [(self.hosts, self.after_last)] = extent.fetchall()
        except duckdb.Error as error:
            reason = str(error).strip().partition("\n")[0]
            raise SideError(f"{path} cannot be compared. {reason}") from None
        if self.after_last > MOST_HOSTS:
            raise SideError(f"{path} has a host_index above {MOST_HOSTS - 1}.")
        self.settings: Settings = {}
        for (config,) in slices:
            self.settings |= json.loads(config)

    def provide(self, first: int, after: int) -> None:
        """Do nothing: a view of all hosts is there."""


class Config:
    """A config, whose fleet is computed as it is asked for."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        letter: str,
        path: Path,
        config_folder: Path,
    ) -> None:
        self.name = str(path)
        settings = resolve(
            load_yaml(path),
            config_folder / "config.yaml",
            config_folder / "schema.yaml",
        )
        # A database carries none of the keys that change how it is made alone.
        self.settings = {key: settings[key] for key in settings if key not in HOW}
        self.hosts = self.after_last = self.settings["hosts"]
        self._connection = connection
        self._relation = f"hosts_{letter}"
        self._fleet = Fleet(self.settings)

    def provide(self, first: int, after: int) -> None:
        """Compute the hosts."""
        count = max(0, min(after, self.hosts) - first)
        self._connection.register(self._relation, self._fleet.batch(first, count))


def open_side(
    connection: duckdb.DuckDBPyConnection,
    letter: str,
    path: Path,
    *,
    config_folder: Path,
    sql: Mapping[str, str],
) -> Side:
    """Return the side of a letter, a or b.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        One in memory; the side's hosts will be its relation ``hosts_<letter>``.
    letter : str
    path : Path
        A database, or else a config in YAML.
    config_folder : Path
        Where ``config.yaml`` and ``schema.yaml`` stand.
    sql : mapping
        The texts of ``sql/diff``, by name.

    Raises
    ------
    SideError
        If there is no such file, or it is a database of something else.
    SettingsError
        If it is a config that no fleet can be built from.
    """
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise SideError(f"{path} cannot be read: {error.strerror}.") from None
    if head.endswith(b"DUCK"):  # where a DuckDB file has its magic bytes
        return Database(connection, letter, path, sql)
    return Config(connection, letter, path, config_folder)
