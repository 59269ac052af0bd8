"""A sample of the cases through the real command: what its user sees, what it touches.

What Snakemake cannot load ends in its own words, before the workflow is read.
"""

import pytest
from workflow.conftest import Workflow, copy_sources

from .cases import ARGUMENTS, FILES
from .test_cases import MOST_LINES, check_form

BEFORE = "HorizonScale Genesis cannot start. "
OURS = (
    "crude: a key given twice",
    "crude: a Python name, which Snakemake takes",
    "crude: a template, which Snakemake fills in",
    "crude: ten megabytes",
    "crude: a billion laughs",
    "number: octal",
    "number: a weight that vanishes",
    "name: Norway",
    "name: one accent in two encodings",
)
SNAKEMAKES = {
    "crude: empty": "Config file must be given as JSON or YAML with keys at top level",
    "crude: tabs": "Config file is not valid JSON or YAML",
    "crude: Latin-1": "UnicodeDecodeError: 'utf-8' codec can't decode byte",
    "date: no leap year": "ValueError: day is out of range for month",
    "crude: deeper": "RecursionError: maximum recursion depth exceeded",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder in which something has been published, and must stay as it is."""
    folder = tmp_path_factory.mktemp("published") / "genesis"
    copy_sources(folder)
    for name in ("horizonscale_synth.db", "markers/genesis.json", "audit.json"):
        path = folder / "results" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: as it was\n", encoding="utf-8")
    return Workflow(folder)


@pytest.fixture
def refused(published, tmp_path):
    """Call the command, hold that it touches nothing, and return what it prints."""

    def call(*arguments, given=None):
        if given is not None:
            path = tmp_path / "case.yaml"
            path.write_bytes(given if isinstance(given, bytes) else given.encode())
            arguments = (*arguments, "--configfile", str(path))
        before = files(published.folder)
        run = published.run("--cores", "1", "genesis", *arguments)
        assert run.status != 0
        assert files(published.folder) == before
        return run.text

    return call


def files(folder):
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not {".snakemake", "__pycache__"} & {*path.parts}
    }


def check_message(text, case):
    head, _, message = text.partition(BEFORE)
    lines = message.rstrip("\n").split("\n")
    assert message, text
    assert "Traceback" not in text
    assert head.count("\n") <= 1, "the profile is named before it, and nothing else"
    assert len(lines) <= MOST_LINES
    check_form("\n".join(lines))
    for words in (case.key, case.shows, case.remedy):
        assert words in message


@pytest.mark.parametrize("name", OURS)
def test_a_file(refused, name):
    check_message(refused(given=FILES[name].given), FILES[name])


@pytest.mark.parametrize(
    "name",
    [
        "a key twice",
        "10^400",
        "a comment",
        "numbers in a list, which Snakemake takes for text",
    ],
)
def test_arguments(refused, name):
    case = ARGUMENTS[name]
    check_message(refused("--config", *case.given.split("\n")), case)


def test_faults_of_all_sources_are_told_at_once(refused):
    text = refused("--config", "hots=5", given="seed: 017\npeople: 0\n")
    assert "The config has 3 faults" in text
    assert "'017': is read by YAML as 15, in line 1 of case.yaml" in text
    assert "people: 0: must be a whole number" in text
    assert "Did you mean hosts?" in text


@pytest.mark.parametrize("name", SNAKEMAKES)
def test_a_file_that_snakemake_cannot_load(refused, name):
    text = refused(given=FILES[name].given)
    assert SNAKEMAKES[name] in text
    assert BEFORE not in text


def test_a_file_that_is_not_there(refused):
    text = refused("--configfile", "absent.yaml")
    assert "No such file or directory: 'absent.yaml'" in text
