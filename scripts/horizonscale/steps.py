"""The steps of the workflow: what each reads of the config and of the sources.

The Snakefile imports this module, so it imports nothing heavy.
"""

from dataclasses import dataclass

from horizonscale.settings import (
    AuditSettings,
    CalendarSettings,
    DatabaseSettings,
    FleetSettings,
    HostSettings,
    SchemaSettings,
)


@dataclass(frozen=True)
class Step:
    """What the result of a step depends on, beside its script and the modules.

    Parameters
    ----------
    settings : type, optional
        The part of the config that it reads.
    files : tuple of str
        Files that are no Python, relative to the workflow, ``*`` standing for any name.
    packages : tuple of str
        Packages with versions that its result can depend on.
    """

    settings: type[object] | None = None
    files: tuple[str, ...] = ()
    packages: tuple[str, ...] = ("duckdb",)


_METADATA, _TABLES = "sql/create_metadata.sql", "sql/create_tables.sql"
_FINGERPRINT = "sql/fingerprint.sql"  # read where fingerprints are worked out

# Not numpy, of which each Python has another version: hosts are drawn from raw words,
# which are the same in every release, and a marker is the same on every machine.
STEPS = {
    "db_create": Step(DatabaseSettings, (_METADATA, _FINGERPRINT)),
    "schema": Step(SchemaSettings, (_TABLES, _FINGERPRINT)),
    "seed_shard": Step(HostSettings, (_FINGERPRINT,), ("duckdb", "pyarrow")),
    "seed_hosts": Step(
        FleetSettings, (_FINGERPRINT,), ("duckdb", "pyarrow", "polars", "faker")
    ),
    "calendar": Step(CalendarSettings, ("sql/calendar.sql", _FINGERPRINT)),
    "audit": Step(AuditSettings, (_METADATA, _TABLES, _FINGERPRINT, "sql/audit/*.sql")),
    "genesis": Step(packages=()),
    "export": Step(None, (_METADATA, _TABLES, "sql/export/*.sql")),
    "report": Step(
        None,
        (
            "sql/report/*.sql",
            "scripts/templates/report.css",
            "scripts/templates/report.html.jinja",
            "scripts/templates/captions/*.rst",
        ),
        ("duckdb", "altair", "vl-convert-python", "jinja2"),
    ),
}
# What the database goes through. Shards and exports stand beside it.
CHAIN = ("db_create", "schema", "seed_hosts", "calendar", "audit", "genesis")
BUILDING = CHAIN[:4]
"""The steps that leave a database of their own."""


def steps_before(step: str) -> tuple[str, ...]:
    """Return the steps that the database has been through before a step."""
    return CHAIN[: CHAIN.index(step)] if step in CHAIN else ()
