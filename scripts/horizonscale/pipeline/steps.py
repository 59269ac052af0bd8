"""The steps of the workflow: what each reads of the config and of the sources."""

from dataclasses import dataclass

from horizonscale.config.settings import (
    AuditSettings,
    CalendarSettings,
    DatabaseSettings,
    FleetSettings,
    HostSettings,
    SchemaSettings,
)


@dataclass(frozen=True)
class Step:
    """What the result of a step depends on.

    Parameters
    ----------
    script : str
        Name of its file in ``scripts``.
    folders : tuple of str
        Folders of the library that it imports from, itself or by another folder.
    settings : type, optional
        The part of the config that it reads.
    files : tuple of str
        Files that are no Python, relative to the workflow, ``*`` standing for any name.
    distributions : tuple of str
        Packages with versions that its result can depend on.
    """

    script: str
    folders: tuple[str, ...]
    settings: type[object] | None = None
    files: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ("duckdb",)


_METADATA, _TABLES = "sql/create_metadata.sql", "sql/create_tables.sql"
_FINGERPRINT = "sql/fingerprint.sql"  # read where fingerprints are computed
_BASE = ("artifacts", "config", "console", "database")
_HOSTS = (*_BASE, "sampling", "tables")

# Not numpy, of which each Python has another version: hosts are drawn from raw words,
# which are the same in every release, and a marker is the same on every machine.
STEPS = {
    "db_create": Step("db_create", _BASE, DatabaseSettings, (_METADATA, _FINGERPRINT)),
    "schema": Step(
        "schema", (*_BASE, "tables"), SchemaSettings, (_TABLES, _FINGERPRINT)
    ),
    "seed_shard": Step(
        "seed_shard", _HOSTS, HostSettings, (_FINGERPRINT,), ("duckdb", "pyarrow")
    ),
    "seed_hosts": Step(
        "seed_hosts",
        _HOSTS,
        FleetSettings,
        (_FINGERPRINT,),
        ("duckdb", "pyarrow", "polars", "faker"),
    ),
    "calendar": Step(
        "time_periods",
        (*_BASE, "tables"),
        CalendarSettings,
        ("sql/time_periods.sql", _FINGERPRINT),
    ),
    "audit": Step(
        "audit",
        (*_HOSTS, "audit", "audit/checks", "audit/expected"),
        AuditSettings,
        (_METADATA, _TABLES, _FINGERPRINT, "sql/audit/*.sql"),
    ),
    "genesis": Step("genesis", ("artifacts", "audit", "console"), distributions=()),
    "export": Step(
        "export",
        ("artifacts", "console", "database", "export", "tables"),
        files=(_METADATA, _TABLES, "sql/export/*.sql"),
    ),
    "report": Step(
        "report",
        (*_BASE, "sampling", "audit", "report", "report/figures"),
        files=(
            "sql/report/*.sql",
            "scripts/templates/report.css",
            "scripts/templates/report.html.jinja",
            "scripts/templates/captions/*.rst",
        ),
        distributions=("duckdb", "altair", "vl-convert-python", "jinja2"),
    ),
}
# What the database goes through. Shards and exports stand beside it.
CHAIN = ("db_create", "schema", "seed_hosts", "calendar", "audit", "genesis")
BUILDING = CHAIN[:4]
"""The steps that leave a database of their own."""


def steps_before(step: str) -> tuple[str, ...]:
    """Return the steps that the database has been through before a step."""
    return CHAIN[: CHAIN.index(step)] if step in CHAIN else ()
