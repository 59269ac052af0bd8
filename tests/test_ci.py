"""What users and GitHub run is what .ci/run runs, no more and no less."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def test_the_steps_on_github_are_those_of_ci_run():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    expected = re.findall(r"^(?:timeout \S+ )?(make \S+)$", script, re.MULTILINE)
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    jobs = workflow["jobs"].values()
    steps = [step for job in jobs for step in job["steps"] if "run" in step]
    commands = [" ".join(step["run"].split()[:2]) for step in steps]
    # Whatever else stands there prepares the machine.
    assert [command for command in commands if command[:5] == "make "] == expected


def test_what_the_runs_of_each_test_said_is_kept():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    *steps, upload = workflow["jobs"]["test"]["steps"]
    tests = [step["run"] for step in steps if "make test" in step.get("run", "")]
    folders = [re.search(r"--basetemp=(runs-\w+)", command)[1] for command in tests]
    assert len({*folders}) == len(tests) >= 5
    assert upload["if"] == "always()"
    kept = upload["with"]["path"].split()
    assert kept == [
        "runs-*/**/logs/",
        "runs-*/**/results/audit.json",
        "runs-*/**/results/markers/",
    ]


def test_actions_are_pinned_by_commit():
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)", text)
    assert len(uses) >= 3
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) for name in uses)
