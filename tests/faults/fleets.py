"""Fleets that trials change between, their clean builds, and what tells them apart."""

import json
import subprocess
import time
from functools import cache
from pathlib import Path

import duckdb
from horizonscale.artifacts.files import sha256
from horizonscale.config.resolve import resolve
from horizonscale.pipeline.digests import ConfiguredSteps
from horizonscale.pipeline.steps import CHAIN
from workflow.conftest import PYTHON, ROOT
from workflow.conftest import copy_sources as copy_workflow

DATABASE = "results/horizonscale_synth.db"

_REGIONS = {"na": 0.25, "emea": 0.25, "latam": 0.25, "asiapac": 0.25}
_WINDOW = {"start_date": "2024-02-01", "end_date": "2024-12-31"}

# What differs from the default fleet. Small changes rerun few steps, and the large
# fleet makes the moments between two files long enough to be hit.
POOL: dict[str, dict[str, object]] = {
    "default": {},
    "hosts": {"hosts": 2001},
    "fewer_hosts": {"hosts": 900},
    "many_hosts": {"hosts": 40_000, "keys": "audited"},
    "seed": {"seed": 7},
    "seed_and_window": {"seed": 7, **_WINDOW},
    "window": _WINDOW,
    "last_day": {"end_date": "2025-12-30"},
    "weights": {
        "regions": [{"name": name, "weight": part} for name, part in _REGIONS.items()]
    },
    "storage": {"storage_version": "v1.2.0"},
    "storage_and_window": {"storage_version": "v1.2.0", **_WINDOW},
    "keys": {"keys": "audited"},
    "allocation": {"allocation": "quota"},
    "small_quota": {"hosts": 100, "allocation": "quota", "keys": "audited", "seed": 9},
    "owners": {"company": "Other Bank", "people": 40},
}

# Order-free, and not the fingerprint of the workflow, which would then judge itself.
_CONTENT = """
SELECT count(*), md5(string_agg(row_hash, '' ORDER BY row_hash))
FROM (SELECT md5(CAST(t AS VARCHAR)) AS row_hash FROM query_table($table) AS t)
"""
_CATALOGUE = """
SELECT 'table' AS kind, table_name, sql, comment FROM duckdb_tables()
UNION ALL SELECT 'view', view_name, sql, comment FROM duckdb_views() WHERE NOT internal
UNION ALL SELECT 'index', index_name, sql, comment FROM duckdb_indexes()
UNION ALL
SELECT 'column', table_name || '.' || column_name, data_type, comment
FROM duckdb_columns() WHERE NOT internal
ORDER BY ALL
"""


@cache
def _steps(name: str) -> ConfiguredSteps:
    return ConfiguredSteps(ROOT, resolve(POOL[name], ROOT / "config"))


def first_step(old: str | None, new: str) -> str:
    """Return the first step that a change of the fleet reruns."""
    if old is None:
        return CHAIN[0]
    return next(s for s in CHAIN if _steps(old).config(s) != _steps(new).config(s))


def copy_sources(folder: Path) -> None:
    """Copy the sources of the workflow, and the configs of the pool."""
    copy_workflow(folder)
    write_pool(folder)


def write_pool(folder: Path) -> None:
    """Write the configs of the pool."""
    (folder / "pool").mkdir()
    for name, changes in POOL.items():
        (folder / "pool" / f"{name}.json").write_text(json.dumps(changes))


def command(*arguments: str) -> list[str]:
    """Return a call of Snakemake."""
    return [PYTHON, "-P", "-m", "snakemake", *arguments]


def main_job(name: str) -> list[str]:
    """Return the call that builds a fleet of the pool."""
    config = ("--configfile", f"pool/{name}.json") if POOL[name] else ()
    return command("--cores", "1", "genesis", *config)


def clean_build(folder: Path, name: str) -> float:
    """Build a fleet in a folder of its own; return the seconds that it took."""
    copy_sources(folder / name)
    start = time.monotonic()
    subprocess.run(main_job(name), cwd=folder / name, check=True, capture_output=True)
    return time.monotonic() - start


def content(database: Path) -> dict[str, object]:
    """Return what a database holds: its catalogue, and rows and hash of each table."""
    with duckdb.connect(str(database), read_only=True) as connection:
        catalogue = connection.execute(_CATALOGUE).fetchall()
        tables = [name for kind, name, *_ in catalogue if kind == "table"]
        found: dict[str, object] = {"catalogue": catalogue}
        for table in tables:
            found[table] = connection.execute(_CONTENT, {"table": table}).fetchone()
    return found


_clean_content = cache(content)


def receipts(folder: Path) -> dict[str, bytes]:
    """Return what is the same to the byte: markers and audit."""
    paths = [*folder.glob("results/markers/*"), folder / "results/audit.json"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


def differences(folder: Path, clean: Path) -> list[str]:
    """Return what tells a folder of results from a clean build of the same fleet."""
    try:
        ours = content(folder / DATABASE) | receipts(folder)
    except (duckdb.Error, OSError) as error:
        return [str(error)]
    theirs = _clean_content(clean / DATABASE) | receipts(clean)
    names = sorted({*ours, *theirs})
    found = [name for name in names if ours.get(name) != theirs.get(name)]
    if _sums(folder) != [sha256(folder / DATABASE)]:
        found.append("the SHA-256 beside the database")
    strange = [*folder.glob("results/**/.*"), *folder.glob("results/**/*.wal")]
    strange += folder.glob("results/kept")
    return found + [path.relative_to(folder).as_posix() for path in strange]


def public(folder: Path, cleans: dict[str, Path]) -> tuple[str | None, str]:
    """Return which fleet stands under the public name, if any, and what is wrong."""
    database = folder / DATABASE
    if not database.exists():
        return None, ""
    if sha256(database) not in _sums(folder):
        return None, "its SHA-256 is not among those beside it"
    if database.with_name(f"{database.name}.wal").exists():
        return None, "a WAL stands beside it"
    try:
        found = content(database)
    except duckdb.Error as error:
        return None, str(error)
    for name, clean in cleans.items():
        if found == _clean_content(clean / DATABASE):
            return name, ""
    return None, f"it is none of {[*cleans]}"


def _sums(folder: Path) -> list[str]:
    try:
        lines = (folder / f"{DATABASE}.sha256").read_text().splitlines()
    except OSError:
        return []
    return [line.split()[0] for line in lines]
