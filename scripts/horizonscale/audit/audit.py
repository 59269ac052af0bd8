"""The audit: what a database should hold, compared with what it holds."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from horizonscale.artifacts.markers import Fingerprint
from horizonscale.audit.check import Check, Context
from horizonscale.audit.checks import CHECKS
from horizonscale.audit.checks.database import FINGERPRINT
from horizonscale.audit.comparison import Value, differences, is_range
from horizonscale.audit.expected.schema import SUBJECT, make_view
from horizonscale.audit.observations import observe
from horizonscale.audit.result import AuditResult, Test, test_named
from horizonscale.database.attached import attach, view_tables
from horizonscale.database.connection import connect
from horizonscale.database.fingerprints import fingerprint
from horizonscale.tables.names import ALL_TABLES


def audit(
    database: Path,
    config: str,
    tables: Mapping[str, Fingerprint] | None,
    sql: Mapping[str, str],
    *,
    threads: int = 1,
    job_memory_mb: int | None = None,
) -> AuditResult:
    """Compare a database with its config, its DDL and what its steps recorded.

    Parameters
    ----------
    database : Path
        It is only read.
    config : str
        The part of the config that the audit reads, as canonical JSON.
    tables : mapping or None
        Rows and fingerprint of each table, as the steps recorded them. Without them the
        contents of the tables are not compared.
    sql : mapping
        Texts of the DDL and of all checks, by the names of their files without the
        ending (``host_count``).
    threads : int
    job_memory_mb : int, optional
        What ``connect`` is told.

    Returns
    -------
    dict
        The result that ``docs/audit.schema.json`` describes: the same for the same
        database, config and workflow.

    Raises
    ------
    KeyError
        If the file of a check is missing.
    duckdb.Error
        If the database cannot be opened.
    """
    context = Context(config, tables or {}, sql)
    checks = [check for check in CHECKS if tables or check.sql != FINGERPRINT]
    with connect(
        Path(":memory:"),
        threads=threads,
        job_memory_mb=job_memory_mb,
        spill=database.with_name(f"{database.name}.tmp"),
    ) as connection:
        attach(connection, {SUBJECT: database})
        view_tables(connection, SUBJECT, ALL_TABLES)
        make_view(connection, sql)
        tests = [_test(check, connection, context) for check in checks]
    seen = test_named(tests, "table_contents")["actual"] if tables else {}
    counted = {name: table for name, table in seen.items() if "rows" in table}
    passed = sum(test["status"] == "pass" for test in tests)
    return {
        "success": all(
            test["status"] == "pass" or test["severity"] != "error" for test in tests
        ),
        "statistics": {
            "checks": len(tests),
            "passed": passed,
            "failed": len(tests) - passed,
            "hosts": counted.get("hosts", {}).get("rows"),
            "days": counted.get("time_periods", {}).get("rows"),
            "tables": counted,
        },
        "tests": tests,
    }


def _test(
    check: Check, connection: duckdb.DuckDBPyConnection, context: Context
) -> Test:
    expected = check.expected(context)
    try:
        seen = _observe(check, connection, context)
        for subject, value in expected.items():
            if is_range(value):
                seen.setdefault(subject, 0)  # no row is a count of zero
        actual = {name: seen.pop(name) for name in expected if name in seen} | seen
        passed = not any(differences(expected, actual))
    except (duckdb.Error, ValueError) as error:
        actual, passed = {"error": _first_line(error)}, False
    return {
        "name": check.name,
        "status": "pass" if passed else "fail",
        "severity": check.severity,
        "expected": expected,
        "actual": actual,
        "description": check.description,
    }


def _observe(
    check: Check, connection: duckdb.DuckDBPyConnection, context: Context
) -> dict[str, Value]:
    seen: dict[str, Value] = {}
    for parameters in check.parameters(context):
        if check.sql != FINGERPRINT:
            seen |= observe(connection, context.sql[check.sql], parameters)
            continue
        table = parameters["table"]
        try:
            seen[table] = dict(fingerprint(connection, table))
        except duckdb.Error as error:
            # One table that cannot be read says nothing about the others.
            seen[table] = {"error": _first_line(error)}
    return seen


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
