"""What each step writes about itself, into the database and into its marker."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import duckdb

from horizonscale.database import fingerprint
from horizonscale.markers import write_marker
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
    connection: duckdb.DuckDBPyConnection, sql: Path, tables: Iterable[str]
) -> dict[str, dict[str, int | str]]:
    """Return rows and fingerprint of tables, and of ``genesis_metadata``."""
    text = sql.read_text(encoding="utf-8")
    return {table: fingerprint(connection, text, table) for table in (*tables, TABLE)}


def write_step_marker(
    path: Path,
    database: Path,
    step: str,
    digest: str,
    stream: str,
    tables: dict[str, dict[str, int | str]],
) -> None:
    """Seal the database that a step left, then write the marker of the step."""
    seal(database, digest)
    content = {"step": step, "digest": digest, "stream": stream, "tables": tables}
    write_marker(path, content)
