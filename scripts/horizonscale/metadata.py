"""What each step writes about itself, into the database and into its marker."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from horizonscale.fingerprints import fingerprint
from horizonscale.markers import Fingerprint, Marker, write_marker
from horizonscale.step_files import seal
from horizonscale.version import VERSION

TABLE = "genesis_metadata"

_INSERT = """
INSERT INTO genesis_metadata
VALUES ($step, $config, $config_digest, $seed, $stream, $workflow_version)
"""


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
    settings = json.loads(config)
    row = {
        "step": step,
        "config": config,
        "config_digest": hashlib.sha256(config.encode()).hexdigest(),
        "seed": str(settings.get("seed", "")),
        "stream": settings.get("stream", ""),
        "workflow_version": VERSION if step == "db_create" else "",
    }
    connection.execute(_INSERT, row)


def fingerprints(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[str]
) -> dict[str, Fingerprint]:
    """Return rows and fingerprint of tables, and of ``genesis_metadata``."""
    return {table: fingerprint(connection, table) for table in (*tables, TABLE)}


def write_step_marker(
    path: Path,
    step: str,
    digest: str,
    tables: Mapping[str, Fingerprint],
    database: Path | None = None,
    *,
    stream: str = "",
) -> None:
    """Seal the database that a step left, if any, and write the step's marker last."""
    if database is not None:
        seal(database, digest)
    content: Marker = {
        "step": step,
        "digest": digest,
        "stream": stream,
        "tables": tables,
    }
    write_marker(path, content)
