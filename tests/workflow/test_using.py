"""Every query and program of docs/using.md runs, and shows what the page shows."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from .conftest import ROOT

PAGE = ROOT / "docs" / "using.md"
# A fenced block, or a table outside of one.
_PARTS = re.compile(r"^```(\w+)\n(.*?)^```$|^(\|.*?\n)(?=\n)", re.MULTILINE | re.DOTALL)


def parts() -> list[tuple[str, str]]:
    """Return blocks and tables of the page, in order: their language and text."""
    found = _PARTS.finditer(PAGE.read_text(encoding="utf-8"))
    return [(match[1] or "table", match[2] or match[3] or "") for match in found]


def examples(language: str, shown_as: str) -> list:
    """Return blocks of a language with the result that follows each."""
    pairs = pairwise([*parts(), ("", "")])
    return [
        pytest.param(text, result if kind == shown_as else None, id=f"{language}{n}")
        for n, ((block, text), (kind, result)) in enumerate(pairs)
        if block == language
    ]


@pytest.fixture(scope="module")
def folder(exported_run) -> Path:
    """A folder with the published database and its export, as a user has it."""
    return exported_run.folder


def as_table(result: duckdb.DuckDBPyConnection) -> str:
    """Return a result as a table of Markdown."""
    names = [column[0] for column in result.description]
    rows = [names, ["---"] * len(names), *result.fetchall()]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


@pytest.mark.parametrize(("sql", "shown"), examples("sql", "table"))
def test_queries_give_what_the_page_shows(folder, monkeypatch, sql, shown):
    monkeypatch.chdir(folder)
    published = "results/horizonscale_synth.db"
    own = sql.startswith("ATTACH")
    with duckdb.connect(":memory:" if own else published, read_only=not own) as fleet:
        assert as_table(fleet.execute(sql)) == shown


@pytest.mark.parametrize(("program", "shown"), examples("python", "text"))
def test_programs_print_what_the_page_shows(folder, program, shown):
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == shown


def test_the_page_has_the_examples_that_this_file_runs():
    assert len(examples("sql", "table")) == 13
    assert len(examples("python", "text")) == 3
    assert {language for language, _ in parts()} == {
        "console",
        "python",
        "sql",
        "table",
        "text",
    }


def test_sql_and_polars_agree_on_the_next_stage():
    [attached] = [
        example.values[1]
        for example in examples("sql", "table")
        if example.values[0].startswith("ATTACH")
    ]
    [printed] = [
        example.values[1]
        for example in examples("python", "text")
        if "polars" in example.values[0]
    ]
    head, _, *rows = attached.splitlines()
    as_csv = [line.strip("| ").replace(" | ", ",") for line in (head, *rows)]
    assert printed.split() and printed.strip().splitlines() == as_csv
