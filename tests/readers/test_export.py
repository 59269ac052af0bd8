"""Other people's tools read the export: Spark, and csvkit as the command line has it.

Each gives every table back in a format of its own; a database by the DDL that is filled
from that has the fingerprints that the audit saw. The tests of the workflow do the same
with DuckDB, pandas and Polars.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from horizonscale.tables.names import ALL_TABLES
from workflow.conftest import Workflow
from workflow.export_readers import duckdb, fingerprints, loaded, types

from .test_readers import READERS, published  # noqa: F401

SPARK = """
import json, sys
from pathlib import Path
from pyspark.sql import SparkSession

folder, out, kinds = Path(sys.argv[1]), sys.argv[2], json.load(sys.stdin)
builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
names = {"integer": "bigint", "number": "double"}
for table, columns in kinds.items():
    csv = folder / "csv" / f"{table}.csv"
    fields = (f"{name} {names.get(kind, kind)}" for name, kind in columns.items())
    schema = ", ".join(fields)
    rows = spark.read.csv(str(csv), schema, header=True, escape='"', multiLine=True)
    rows.coalesce(1).write.parquet(f"{out}/csv/{table}")
    rows = spark.read.parquet(str(folder / "parquet" / f"{table}.parquet"))
    rows.coalesce(1).write.parquet(f"{out}/parquet/{table}")
"""


@pytest.fixture(scope="module")
def exported(published) -> Path:  # noqa: F811
    run = Workflow(published.parents[1]).run("--cores", "1", "export")
    assert run.status == 0, run.text
    return published.parent / "export"


@pytest.fixture(scope="module")
def audited(exported) -> dict:
    audit = json.loads((exported.parent / "audit.json").read_text(encoding="utf-8"))
    return audit["statistics"]["tables"]


def with_tool(name: str, *command: str, text: str = "") -> str:
    """Run a command of Python with a tool, and return what it prints."""
    call = subprocess.run(
        [sys.executable, "-P", *command],
        input=text,
        env={
            **os.environ,
            "PYTHONPATH": str(READERS / name),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert call.returncode == 0, call.stderr
    return call.stdout


def test_spark_reads_both_formats(exported, audited, tmp_path):
    kinds = {table: types(exported, table) for table in ALL_TABLES}
    text = json.dumps(kinds)
    with_tool("spark", "-c", SPARK, str(exported), str(tmp_path), text=text)
    for kind in ("csv", "parquet"):

        def read(folder, table, kind=kind):
            files = str(tmp_path / kind / table / "*.parquet")
            return duckdb.connect().read_parquet(files).to_arrow_table()

        with loaded(read, exported) as connection:
            assert fingerprints(connection) == audited


def test_csvkit_reads_every_text_as_it_is(exported, audited):
    """Without its guesses of types and of the dialect."""

    def read(folder, table):
        path = str(folder / "csv" / f"{table}.csv")
        options = ("--no-inference", "--snifflimit", "0", "--stream")
        json_lines = with_tool(
            "csvkit", "-m", "csvkit.utilities.csvjson", *options, path
        )
        rows = [json.loads(line) for line in json_lines.splitlines()]
        assert not [row for row in rows if None in row.values()]
        from pyarrow import Table

        return Table.from_pylist(rows)

    with loaded(read, exported) as connection:
        assert fingerprints(connection) == audited
