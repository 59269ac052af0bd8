"""The steps of the workflow: what each reads of the config and of the sources.

The Snakefile imports this module, so it imports nothing heavy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from horizonscale.check_files import CHECK_FILES
from horizonscale.report_files import PICTURES
from horizonscale.tables import TABLES


@dataclass(frozen=True)
class Step:
    """What the result of a step depends on, beside its script and the modules.

    Keys of the config, files, relative to the workflow, and packages.
    """

    config: tuple[str, ...]
    files: tuple[str, ...]
    packages: tuple[str, ...]


_HOSTS = (
    "hosts",
    "seed",
    "stream",
    "allocation",
    "scenarios",
    "applications_per_department",
    "departments",
    "regions",
    "server_types",
    "classifications",
    "hardware_models",
)
_FLEET = (*_HOSTS, "company", "mail_domain", "people", "criticality_tiers")
_WINDOW = ("start_date", "end_date")
# Not numpy, of which each Python has another version: hosts are drawn from raw words,
# which are the same in every release, and a marker is the same on every machine.
_DATABASE = ("duckdb",)
_SHARD = (*_DATABASE, "pyarrow")
_DDL = ("sql/create_metadata.sql", "sql/create_tables.sql")
_EXPORT = (
    "columns",
    "constraints",
    "copy_csv",
    "copy_parquet",
    "relations",
    "sources",
)
_REPORT = (
    "applications",
    "behaviours",
    "days",
    "hardware",
    "metadata",
    "months",
    "regions",
    "totals",
)

STEPS = {
    "db_create": Step(("storage_version",), (_DDL[0],), _DATABASE),
    "schema": Step(("keys",), (_DDL[1],), _DATABASE),
    "seed_shard": Step(_HOSTS, (), _SHARD),
    "seed_hosts": Step(_FLEET, (), (*_SHARD, "polars", "faker")),
    "calendar": Step(_WINDOW, (), (*_DATABASE, "polars")),
    "audit": Step(
        ("storage_version", "keys", *_FLEET, *_WINDOW),
        (*_DDL, *(f"sql/audit/{name}.sql" for name in CHECK_FILES)),
        _DATABASE,
    ),
    "genesis": Step((), (), ()),
    "export": Step(
        (),
        (*_DDL, *(f"sql/export/{name}.sql" for name in _EXPORT)),
        _DATABASE,
    ),
    "report": Step(
        (),
        (
            *(f"sql/report/{name}.sql" for name in _REPORT),
            *(f"scripts/templates/report.{suffix}" for suffix in ("css", "html.jinja")),
            *(f"scripts/templates/captions/{name}.rst" for name in PICTURES),
        ),
        ("altair", "vl-convert-python", "jinja2", *_DATABASE),
    ),
}
# What the database goes through. Shards and exports stand beside it.
CHAIN = ("db_create", "schema", "seed_hosts", "calendar", "audit", "genesis")
# How a fleet is made, not what it is: read by the rules, and in no digest.
HOW = ("shards", "step_files")


def missing_tables(root: Path) -> list[str]:
    """Return the tables that steps fill and that the DDL does not create.

    A DDL that cannot be read is left to ``Sources``, which names it.
    """
    try:
        ddl = (root / "sql/create_tables.sql").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [
        table
        for table in TABLES
        if not re.search(
            rf"^\s*CREATE TABLE {table}\b", ddl, re.IGNORECASE | re.MULTILINE
        )
    ]


def config_slice(settings: Mapping[str, Any], step: str) -> dict[str, Any]:
    """Return the part of the settings that a step reads."""
    return {key: settings[key] for key in STEPS[step].config}


def steps_before(step: str) -> tuple[str, ...]:
    """Return the steps that the database has been through before a step."""
    return CHAIN[: CHAIN.index(step)] if step in CHAIN else ()
