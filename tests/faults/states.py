"""What stands in a folder of results, read afresh and held against clean builds."""

import hashlib
import json
from pathlib import Path

import duckdb
from horizonscale.audit import audit
from horizonscale.files import sha256
from horizonscale.sources import Sources

from faults.pool import DATABASE, ROOT, settings

STEPS_WITH_MARKERS = ("db_create", "schema", "seed_hosts", "calendar")

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


def content(database: Path) -> dict[str, object]:
    """Return what a database holds: its catalogue, and rows and hash of each table."""
    with duckdb.connect(str(database), read_only=True) as connection:
        catalogue = connection.execute(_CATALOGUE).fetchall()
        tables = [name for kind, name, *_ in catalogue if kind == "table"]
        found: dict[str, object] = {"catalogue": catalogue}
        for table in tables:
            found[table] = connection.execute(_CONTENT, {"table": table}).fetchone()
    return found


def receipts(folder: Path) -> dict[str, str]:
    """Return hashes of what is the same to the byte: markers and audit."""
    paths = [*folder.glob("results/markers/*"), folder / "results/audit.json"]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(paths)
        if path.is_file()
    }


def differences(folder: Path, clean: Path) -> list[str]:
    """Return what tells a folder of results from a clean build of the same config."""
    found = []
    try:
        ours, theirs = content(folder / DATABASE), content(clean / DATABASE)
        names = sorted({*ours, *theirs})
        found += [name for name in names if ours.get(name) != theirs.get(name)]
    except duckdb.Error as error:
        found.append(f"{DATABASE}: {error}")
    ours, theirs = receipts(folder), receipts(clean)
    found += [
        key for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)
    ]
    if _sums(folder) != [sha256(folder / DATABASE)]:
        found.append("the SHA-256 beside the database")
    strange = [*folder.glob("results/**/.*"), *folder.glob("results/**/*.wal")]
    strange += folder.glob("results/kept")
    found += [path.relative_to(folder).as_posix() for path in strange]
    return found


def public(folder: Path, cleans: dict[str, Path]) -> tuple[str | None, str | None]:
    """Audit what stands under the public name.

    Returns
    -------
    tuple
        The config that it passes the audit of, or None if nothing is there; and what
        is wrong with it, if anything is.
    """
    database = folder / DATABASE
    if not database.exists():
        return None, None
    if sha256(database) not in _sums(folder):
        return None, "its SHA-256 is not among those beside it"
    if database.with_name(f"{database.name}.wal").exists():
        return None, "a WAL stands beside it"
    try:
        failed = {
            name: _failed_checks(database, name, clean)
            for name, clean in cleans.items()
        }
    except duckdb.Error as error:
        return None, str(error)
    passed = [name for name, checks in failed.items() if not checks]
    if len(passed) != 1:
        return None, f"it passes the audits of {passed}; failed: {failed}"
    return passed[0], None


def _failed_checks(database: Path, name: str, clean: Path) -> list[str]:
    markers = [
        json.loads((clean / "results/markers" / f"{step}.json").read_text())
        for step in STEPS_WITH_MARKERS
    ]
    sql = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in Sources(ROOT).files("audit")
        if path.suffix == ".sql"
    }
    report = audit(database, settings(name), markers, sql)
    return [test["name"] for test in report["tests"] if test["status"] == "fail"]


def _sums(folder: Path) -> list[str]:
    try:
        lines = (folder / f"{DATABASE}.sha256").read_text().splitlines()
    except OSError:
        return []
    return [line.split()[0] for line in lines]
