"""The report of a fleet, as a user asks for it."""

import html
import json
import re
from xml.etree import ElementTree

import duckdb
import pytest
from horizonscale.report.files import FIGURES
from workflow.conftest import ROOT, Workflow

from .hostile_fleet import COMPANY, SCRIPT

CHARTS = {*FIGURES}
REPORT = ("--cores", "1", "report")


def html_of(workflow: Workflow) -> str:
    return (workflow.folder / "results/report.html").read_text("utf-8")


def test_the_report_tells_of_the_fleet(default_report):
    text = html.unescape(html_of(default_report))
    audit = json.loads(
        (default_report.folder / "results/audit.json").read_text("utf-8")
    )
    for test in audit["tests"]:
        assert f">{test['name'].replace('_', ' ')}<" in text
        assert test["description"] in text
    for [count] in default_report.query(
        "SELECT count(*) FROM hosts GROUP BY scenario, risk"
    ):
        assert f"<bdi>{count}</bdi>" in text
    for table in audit["statistics"]["tables"].values():
        assert table["fingerprint"] in text
    for [digest] in default_report.query("SELECT config_digest FROM genesis_metadata"):
        assert digest in text


def test_the_pictures_are_files_for_slides(default_report):
    folder = default_report.folder / "results/charts"
    assert {path.stem for path in folder.iterdir()} == CHARTS
    for path in folder.iterdir():
        assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_the_report_has_no_address_that_a_browser_would_ask(default_report):
    assert not re.search(
        r"<(script|link|img|iframe|object)|@import|url\((?!#)", html_of(default_report)
    )


def test_a_second_run_does_nothing(changeable):
    assert changeable.run(*REPORT).did_nothing
    assert changeable.run("--cores", "1", "genesis").did_nothing


def test_the_same_fleet_gives_the_same_report_anywhere(changeable):
    before = html_of(changeable)
    (changeable.folder / "results/report.html").unlink()
    run = changeable.run(
        "--cores",
        "2",
        "report",
        environment={"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
    )
    assert run.status == 0, run.text
    assert html_of(changeable) == before


def test_another_fleet_gives_another_report(changeable):
    before = html_of(changeable)
    run = changeable.run(*REPORT, "genesis", "--config", "seed=7")
    assert run.status == 0, run.text
    assert html_of(changeable) != before


@pytest.mark.parametrize(
    "source",
    [
        "scripts/templates/report.css",
        "scripts/templates/captions/counts.rst",
        "scripts/horizonscale/report/figures/hardware.py",
        "sql/report/totals.sql",
    ],
)
def test_an_edited_source_draws_the_report_again_and_nothing_else(changeable, source):
    path = changeable.folder / source
    comment = {".py": "# edited\n", ".sql": "-- edited\n", ".css": "/* edited */\n"}
    path.write_text(path.read_text("utf-8") + comment.get(path.suffix, "\nEdited.\n"))
    assert changeable.run(*REPORT).rules == ["report"]


def test_a_missing_template_is_named(changeable):
    (changeable.folder / "scripts/templates/report.css").unlink()
    run = changeable.run(*REPORT)
    assert run.status != 0
    assert "A source file is missing" in run.text
    assert "scripts/templates/report.css" in run.text
    assert "Traceback" not in run.text


def test_without_the_drawing_tools_one_message_says_what_to_do(changeable, tmp_path):
    (changeable.folder / "results/report.html").unlink()
    blocked = "import sys\nsys.modules['altair'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(blocked)
    environment = {"PYTHONPATH": str(tmp_path)}
    run = changeable.run(*REPORT, environment=environment)
    assert run.status != 0
    assert "The report needs altair" in run.text
    assert "requirements/report.lock" in run.text
    assert "Traceback" not in run.text
    run = changeable.run("--cores", "1", "genesis", environment=environment)
    assert run.did_nothing, run.text


def test_an_edited_database_is_replaced_before_it_is_drawn(changeable):
    before = html_of(changeable)
    with duckdb.connect(str(changeable.database)) as connection:
        connection.execute("UPDATE hosts SET region = 'atlantis' WHERE host_index < 99")
    run = changeable.run(*REPORT)
    assert run.rules == ["genesis", "report"], run.text
    assert html_of(changeable) == before


def test_snakemakes_own_report_embeds_the_results(default_report, tmp_path):
    path = tmp_path / "run.html"
    run = default_report.run("report", "--report", str(path))
    assert run.status == 0, run.text
    text = path.read_text("utf-8")
    for name in ("results/report.html", "results/audit.json"):
        assert f'"{name}"' in text
    for name in CHARTS:
        assert f'"results/charts/{name}.svg"' in text
    for caption in ROOT.glob("scripts/templates/captions/*.rst"):
        first_words = " ".join(caption.read_text("utf-8").split()[:4])
        assert first_words in text, caption


def test_hostile_names_stay_text(hostile_report):
    text = html_of(hostile_report)
    for name in (SCRIPT, COMPANY):
        assert name not in text
    assert not re.search(r"<(script|img)", text)
    assert text.count("<style>") == text.count("</style>") == 1
