"""The start of a run refuses in a few words, and touches nothing."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from configs import CONFIG, ROOT
from horizonscale.config.errors import ErrorDetails
from horizonscale.pipeline import start


def refusal(capsys, call, *arguments):
    """Return what is printed when a call ends the run."""
    with pytest.raises(SystemExit) as end:
        call(*arguments)
    assert end.value.code == 1
    text = capsys.readouterr().err
    assert text.startswith("HorizonScale Genesis cannot start. ")
    return text


@pytest.mark.parametrize(("name", "sign"), [("a?b", "?"), ("a\\b", "\\")])
def test_a_path_that_duckdb_cannot_open(tmp_path, capsys, name, sign):
    text = refusal(capsys, start.refuse_path, tmp_path / name)
    assert f"{tmp_path / name} has {sign} in it" in text
    assert "--directory" in text


@pytest.mark.parametrize("name", ['it\'s "ä" $x', "a{b}[c]*#%20;&"])
def test_odd_paths_are_fit(tmp_path, name):
    start.refuse_path(tmp_path / name)


def test_a_workflow_whose_path_holds_a_wildcard(capsys, tmp_path):
    text = refusal(capsys, start.refuse_path, tmp_path, "../a{b}c")
    assert "The path ../a{b}c has { in it, which Snakemake takes for a wildcard" in text


def test_packages_that_are_missing(capsys, monkeypatch):
    start.require_packages("schema", ROOT)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    text = refusal(capsys, start.require_packages, "schema", ROOT)
    assert "The steps need duckdb, faker, numpy, polars, pyarrow, tqdm, which" in text
    assert "`make genesis`" in text
    assert "requirements/genesis.lock" in text
    text = refusal(capsys, start.require_packages, "report", ROOT)
    assert "The report needs altair, jinja2, vl-convert-python, which" in text
    assert "requirements/report.lock" in text


def run_of(snakefile: Path, **given: object) -> SimpleNamespace:
    """Return what is looked at of Snakemake's workflow."""
    nothing = {"configfiles": [], "config_args": None, "config": {}}
    return SimpleNamespace(
        is_main_process=True,
        main_snakefile=str(snakefile),
        overwrite_workdir=None,
        config_settings=SimpleNamespace(**nothing | given),
    )


@pytest.mark.parametrize("name", ["Snakefile", "workflow/Snakefile"])
def test_a_workflow_that_runs_by_itself_is_known(tmp_path, name):
    assert start.is_alone(ROOT, run_of(ROOT / name))
    assert not start.is_alone(ROOT, run_of(tmp_path / name))
    (tmp_path / "link").symlink_to(ROOT)
    assert start.is_alone(ROOT, run_of(tmp_path / "link" / name))


def test_errors_of_all_sources_come_together_and_once(tmp_path, monkeypatch):
    edited, mine = tmp_path / "config/config.yaml", tmp_path / "mine.yaml"
    profile = tmp_path / "profiles/default/config.yaml"
    for path in (edited, profile):
        path.parent.mkdir(parents=True)
    edited.write_text("people: 060\n")
    mine.write_text("seed: 017\n")
    profile.write_text("config: {hosts: 0700}\n")
    monkeypatch.chdir(tmp_path)
    run = run_of(
        tmp_path / "Snakefile",
        configfiles=[edited, mine, mine],
        config_args=["hosts=nan"],
        config={"hosts": float("nan")},
    )
    command = ["-C", "hosts=5", "-C", "hosts=nan", "--configfile", str(mine)]
    monkeypatch.setattr("sys.argv", ["snakemake", *command])
    keys = [error.key for error in start.known_errors(tmp_path, run)]
    assert keys == ["people", "seed", "hosts", "config.hosts", "--config"]
    run.main_snakefile = str(mine)  # a module: the host answers for its own
    assert [error.key for error in start.known_errors(tmp_path, run)] == ["people"]
    run.is_main_process = False
    assert start.known_errors(tmp_path, run) == []


def test_a_config_that_no_fleet_can_be_built_from(capsys):
    errors = [
        ErrorDetails("--config", None, "is given more than once.", "Give it once.")
    ]
    text = refusal(capsys, start.resolved, {"hots": 5, "seed": -1}, ROOT, errors, None)
    assert "The config has 3 errors:" in text
    assert "Did you mean hosts?" in text
    assert start.resolved({}, ROOT, [], None) == (start.resolve({}, CONFIG))


def test_a_missing_source(capsys):
    def read():
        with start.refused_if_unreadable():
            (ROOT / "sql" / "missing.sql").read_bytes()

    text = refusal(capsys, read)
    assert "missing.sql" in text
    assert "git checkout" in text
