"""A published database, explained and compared from outside the workflow."""

import json
import random
import subprocess
import sys

from horizonscale.explain import explain
from horizonscale.explain_origins import Origins

from .conftest import ROOT


def call(script, *arguments, cwd=None):
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_explanations_are_the_rows_that_were_published(finished_run, default_settings):
    workflow, _ = finished_run
    rows = workflow.query("SELECT hosts FROM hosts ORDER BY host_index")
    config = ROOT / "config"
    origins = Origins(
        default_settings, [config / "config.yaml"], {}, config / "schema.yaml"
    )
    for index in random.Random(8).sample(range(2000), 500):
        found = explain(default_settings, origins, index)
        assert {one.name: one.value for one in found} == rows[index][0]


def test_a_host_is_explained_by_the_id_in_the_database(finished_run):
    workflow, _ = finished_run
    [(host_id,)] = workflow.query("SELECT host_id FROM hosts WHERE host_index = 1999")
    told = call("explain.py", host_id)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("server-000001999 is host 1999 of 2000")


def test_a_published_database_is_its_config_and_no_other(finished_run, tmp_path):
    workflow, _ = finished_run
    same = call("diff.py", workflow.database, ROOT / "config/presets/bank.yaml")
    assert same.returncode == 0, same.stdout + same.stderr
    other = tmp_path / "other.yaml"
    other.write_text("hosts: 2100\npeople: 61\nallocation: quota\n")
    differs = call("diff.py", workflow.database, other, "--json")
    assert differs.returncode == 1, differs.stderr
    report = json.loads(differs.stdout)
    assert {one["key"] for one in report["settings"]} == {
        "hosts",
        "people",
        "allocation",
    }
    assert report["hosts"]["only_in_b"] == 100
    changed = {name for name, count in report["columns"].items() if count}
    assert changed == {"scenario", "variant", "risk"}
    assert len(report["examples"]) == 20


def documented(command):
    """Return the lines that docs/explain.md shows of a command, dots left out."""
    text = (ROOT / "docs" / "explain.md").read_text()
    _, _, rest = text.partition(f"$ make {command}\n")
    return [line for line in rest.partition("```")[0].splitlines() if line != "..."]


def test_the_documentation_shows_what_is_printed(finished):
    shown = documented("explain HOST=server-000000028")
    told = call("explain.py", "28", cwd=ROOT).stdout.splitlines()
    assert len(shown) > 10
    assert [line for line in told if line in shown] == shown
    text = (ROOT / "docs" / "explain.md").read_text()
    config = text.partition("```yaml\n")[2].partition("```")[0]
    (finished.folder / "mine.yaml").write_text(config)
    shown = documented("diff A=results/horizonscale_synth.db B=mine.yaml")
    told = call(
        "diff.py", "results/horizonscale_synth.db", "mine.yaml", cwd=finished.folder
    )
    assert len(shown) > 10
    assert told.stdout.splitlines()[: len(shown)] == shown
