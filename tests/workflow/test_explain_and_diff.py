"""A published database, explained and compared from outside the workflow."""

import json
import subprocess
import sys

from .conftest import ROOT


def call(script, *arguments, cwd=None):
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


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
    found = json.loads(differs.stdout)
    assert [one["key"] for one in found["settings"]] == [
        "allocation",
        "hosts",
        "people",
    ]
    changed = {name for name, count in found["columns"].items() if count}
    assert changed == {"scenario", "variant", "risk"}


def documented(command):
    """Return the lines that docs/explain.md shows of a command, dots left out."""
    text = (ROOT / "docs" / "explain.md").read_text()
    _, _, rest = text.partition(f"$ make {command}\n")
    return [line for line in rest.partition("```")[0].splitlines() if line != "..."]


def test_the_documentation_shows_what_is_printed(finished_run, tmp_path):
    shown = documented("explain HOST=server-000000156")
    told = call("explain.py", "156", cwd=ROOT).stdout.splitlines()
    assert len(shown) > 10
    assert [line for line in told if line in shown] == shown
    text = (ROOT / "docs" / "explain.md").read_text()
    config = text.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "mine.yaml").write_text(config)
    (tmp_path / "results").symlink_to(finished_run[0].folder / "results")
    shown = documented("diff A=results/horizonscale_synth.db B=mine.yaml")
    told = call("diff.py", "results/horizonscale_synth.db", "mine.yaml", cwd=tmp_path)
    assert len(shown) > 10
    assert told.stdout.splitlines()[: len(shown)] == shown
