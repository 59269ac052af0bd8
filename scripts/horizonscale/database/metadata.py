"""The table ``genesis_metadata``: what each step was run with."""

import hashlib
import json

import duckdb

from horizonscale.version import VERSION

TABLE = "genesis_metadata"
UNUSED = "unused"
"""Seed and stream of a step that draws nothing: many readers of CSV take an empty text
for a missing value.
"""

_INSERT = """
INSERT INTO genesis_metadata
VALUES ($step, $config, $config_digest, $seed, $stream, $workflow_version)
"""


def own_config(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, object]:
    """Return what a database says of its config: all that its steps read.

    Raises
    ------
    duckdb.Error, TypeError, ValueError
        If the table is missing, or holds something else.
    """
    config: dict[str, object] = {}
    for (part,) in connection.table(table).project("config").fetchall():
        config |= json.loads(part)
    return dict(sorted(config.items()))


def add_step(connection: duckdb.DuckDBPyConnection, step: str, config: str) -> None:
    """Add the row of a step to ``genesis_metadata``.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    step : str
        Name of the rule.
    config : str
        The part of the config that it read, as canonical JSON.
    """
    drawn = {"seed": UNUSED, "stream": UNUSED, **json.loads(config)}
    row = {
        "step": step,
        "config": config,
        "config_digest": hashlib.sha256(config.encode()).hexdigest(),
        "seed": str(drawn["seed"]),
        "stream": drawn["stream"],
        "workflow_version": VERSION,
    }
    connection.execute(_INSERT, row)
