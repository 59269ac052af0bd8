"""The steps of the workflow: what each reads of the config and of the sources.

The Snakefile imports this module, so it imports nothing heavy.
"""

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from horizonscale.canonical import canonical_json
from horizonscale.check_files import CHECK_FILES
from horizonscale.files import sha256
from horizonscale.tables import TABLES

PACKAGE = "horizonscale"
_IMPORT = re.compile(
    rf"^[ \t]*((?:from +{PACKAGE}\b|import +.*\b{PACKAGE}\b)(?:[^\n(]*\([^)]*\)|.*))",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Step:
    """Keys of the config and SQL files, relative to the workflow, that a step reads."""

    config: tuple[str, ...]
    sql: tuple[str, ...]


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
_DDL = ("sql/create_metadata.sql", "sql/create_tables.sql")
_EXPORT = (
    "columns",
    "constraints",
    "copy_csv",
    "copy_parquet",
    "relations",
    "sources",
    "tsbs_hosts",
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
    "db_create": Step(("storage_version",), (_DDL[0],)),
    "schema": Step(("keys",), (_DDL[1],)),
    "seed_shard": Step(_HOSTS, ()),
    "seed_hosts": Step(_FLEET, ()),
    "calendar": Step(_WINDOW, ()),
    "audit": Step(
        ("storage_version", "keys", *_FLEET, *_WINDOW),
        (*_DDL, *(f"sql/audit/{name}.sql" for name in CHECK_FILES)),
    ),
    "genesis": Step((), ()),
    "export": Step((), (*_DDL, *(f"sql/export/{name}.sql" for name in _EXPORT))),
    "report": Step((), tuple(f"sql/report/{name}.sql" for name in _REPORT)),
}
# What the database goes through. Shards and exports stand beside it.
CHAIN = ("db_create", "schema", "seed_hosts", "calendar", "audit", "genesis")
# How a fleet is made, not what it is: read by the rules, and in no digest.
HOW = ("shards", "step_files")


def missing_tables(root: Path) -> list[str]:
    """Return the tables that steps fill and that the DDL does not create.

    A DDL that cannot be read is left to ``source_files``, which names it.
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


def source_files(root: Path, step: str) -> list[Path]:
    """Return every file of the workflow that a step depends on, sorted.

    The script, the library modules it imports, directly or not, and its SQL.

    Raises
    ------
    FileNotFoundError
        If one is missing: Snakemake itself would pass over it in silence.
    """
    files = {root / name for name in STEPS[step].sql}
    files |= _imported(root, root / "scripts" / f"{step}.py")
    for path in sorted(files):
        if not path.is_file():
            raise FileNotFoundError(path)
    return sorted(files)


def steps_before(step: str) -> tuple[str, ...]:
    """Return the steps that the database has been through before a step."""
    return CHAIN[: CHAIN.index(step)] if step in CHAIN else ()


def digest(root: Path, step: str, settings: Mapping[str, Any], before: str = "") -> str:
    """Return the SHA-256 of the config and the sources that a step reads.

    With the digest of the step before, ``before``, it covers those of all steps up to
    this one: of all that the database is made of by then.
    """
    sources = {
        path.relative_to(root).as_posix(): sha256(path)
        for path in source_files(root, step)
    }
    content = {
        "before": before,
        "config": config_slice(settings, step),
        "sources": sources,
    }
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _imported(root: Path, script: Path) -> set[Path]:
    found: set[Path] = set()
    waiting = [script]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _modules(
                root / "scripts", _imported_names(path.read_text("utf-8"))
            )
    return found


@cache  # steps share most modules
def _imported_names(source: str) -> tuple[str, ...]:
    names: list[str] = []
    # Each statement is parsed alone: a whole module takes a hundred times as long, and
    # each run looks at all of them.
    try:
        nodes = [
            node
            for statement in _IMPORT.findall(source)
            for node in ast.parse(statement).body
        ]
    except SyntaxError:  # not a statement after all, or more than one line of it
        nodes = list(ast.walk(ast.parse(source)))
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            names += [
                f"{node.module}",
                *(f"{node.module}.{a.name}" for a in node.names),
            ]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(names)


def _modules(folder: Path, names: Iterable[str]) -> list[Path]:
    files = []
    for name in names:
        parts = name.split(".")
        if parts[0] != PACKAGE:
            continue
        files.append(folder / PACKAGE / "__init__.py")
        module = folder.joinpath(*parts).with_suffix(".py")
        # `from horizonscale.x import y` names y, which is a module only sometimes.
        if len(parts) == 2 and (module.is_file() or parts[1].islower()):
            files.append(module)
    return files
