"""Bad configs by the real command: what its user sees, and that nothing is touched.

What each message says is held in tests/unit; here, that it arrives.
"""

import pytest
from workflow.conftest import Workflow, copy_sources

BEFORE = "HorizonScale Genesis cannot start. "


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
    """Call the command, hold that it touches nothing, and return its message."""

    def call(*arguments, given=None):
        if given is not None:
            path = tmp_path / "case.yaml"
            path.write_text(given, encoding="utf-8")
            arguments = (*arguments, "--configfile", str(path))
        before = files(published.folder)
        run = published.run("--cores", "1", "genesis", *arguments)
        assert run.status != 0
        assert files(published.folder) == before
        head, _, message = run.text.partition(BEFORE)
        assert head.count("\n") <= 1, "the profile is named before it, and nothing else"
        head, *lines = message.rstrip("\n").split("\n")
        assert head.startswith("The config has ")
        assert len(lines) < 10
        assert all(line.startswith("  ") and len(line) < 500 for line in lines)
        return lines

    return call


def files(folder):
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not {".snakemake", "__pycache__"} & {*path.parts}
    }


def test_errors_of_all_sources_are_told_at_once(refused):
    given = "seed: 017\npeople: 0\nseed: 017\nregions: [{name: no, weight: 1}]\n"
    twice = ("--config", "hosts=5000", "-C", "hots=5", "company=Bank # 5")
    lines = refused(*twice, given=given)
    for words in (
        "seed: '017': is read as 15, in line 1 of case.yaml. Write a plain decimal",
        "seed: is given twice in case.yaml, lines 1 and 3. Remove one.",
        "regions[0].name: 'no': is read as False, in line 4 of case.yaml.",
        "--config: is given more than once (the command line); Snakemake takes the",
        "company: 'Bank # 5': is read as Bank,",
        "people: 0: must be a whole number from 1 to 1000.",
        "hots: is not a key of the config. Did you mean hosts?",
    ):
        assert [line for line in lines if line.startswith(f"  {words}")], (words, lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--config", "seed=1", "seed=2"], "seed: is given twice to --config."),
        (["--config", "hosts=1e400"], "hosts: '1e400': is read as inf"),
        (["-C", "seed=1", "--config", "hosts=5000"], "--config: is given more than"),
    ],
)
def test_what_snakemake_drops_or_misreads_of_its_arguments(refused, arguments, words):
    [line] = refused(*arguments)
    assert line.startswith(f"  {words}")


def test_a_fleet_that_would_lack_a_behaviour(refused):
    [line] = refused("--config", "hosts=100")
    assert line.startswith("  hosts: 100: a fleet this small lacks a behaviour")
    assert line.endswith("Use at least 688 hosts, or allocation: quota.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("seed: 42", "seed: 042", "seed: '042': is read as 34, in line 11 of"),
        ("seed: 42", "seed: 0x_", "seed: '0x_': cannot be read, in line 11 of"),
        ("seed: 42", "seed: 42\nseed: 7", "seed: is given twice in config.yaml, lines"),
        (
            'start_date: "2023-01-01"',
            "start_date: 2023-02-30",
            "start_date: '2023-02-30': cannot be read, in line",
        ),
        ("seed: 42", "seed: {{ seed }}", "config.yaml: is not valid YAML. "),
    ],
)
def test_an_edit_of_the_default_fleet(refused, published, old, new, words):
    path = published.folder / "config" / "config.yaml"
    text = path.read_text(encoding="utf-8")
    assert f"\n{old}\n" in text
    path.write_text(text.replace(f"\n{old}\n", f"\n{new}\n"))
    try:
        [line] = refused()
    finally:
        path.write_text(text, encoding="utf-8")
    assert line.startswith(f"  {words}")


def test_files_that_snakemake_merges_are_looked_at_one_by_one(refused, tmp_path):
    path = tmp_path / "first.yaml"
    path.write_text("hosts: 02000\n")
    lines = refused("--configfile", str(path), given="hosts: 3000\n")
    assert lines[0].startswith("  --configfile: is given more than once")
