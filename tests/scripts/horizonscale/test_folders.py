"""A folder that a run could not finish in is found before the run."""

import os

import pytest
from horizonscale.folders import folder_faults


def test_a_new_folder_is_fit(tmp_path):
    assert folder_faults(tmp_path) == []


@pytest.mark.parametrize("name", ['it\'s "ä" $x', "a{b}[c]*#%20;&", "x" * 200])
def test_odd_names_are_fit(tmp_path, name):
    (tmp_path / name / "results").mkdir(parents=True)
    assert folder_faults(tmp_path / name) == []


@pytest.mark.parametrize("name", ["a?b", "a\\b"])
def test_a_path_that_duckdb_reads_in_its_own_way_is_named(tmp_path, name):
    [fault] = folder_faults(tmp_path / name)
    assert str(tmp_path / name) in fault
    assert "--directory" in fault


@pytest.mark.parametrize("name", ["results", "results/kept", "logs", ".snakemake"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    [fault] = folder_faults(tmp_path)
    assert fault.startswith(f"{name} is no folder")


FILES = [
    "results/horizonscale_synth.db",
    "results/horizonscale_synth.db.wal",
    "results/audit.json",
    "results/markers/genesis.json",
    "results/steps/calendar.db.seal",
]


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_the_place_of_a_file_is_named(tmp_path, name):
    (tmp_path / name).mkdir(parents=True)
    [fault] = folder_faults(tmp_path)
    assert fault.startswith(f"{name} is a folder")


def test_the_folders_in_the_results_are_fit(tmp_path):
    for name in ("kept", "steps/shards", "export/csv", "charts"):
        (tmp_path / "results" / name).mkdir(parents=True)
    assert folder_faults(tmp_path) == []


@pytest.mark.parametrize("denied", [os.R_OK, os.W_OK, os.X_OK])
def test_a_folder_without_a_permission_is_named(tmp_path, monkeypatch, denied):
    (tmp_path / "results/steps").mkdir(parents=True)

    def access(path, mode):
        return path != tmp_path / "results" or not mode & denied

    monkeypatch.setattr(os, "access", access)
    [fault] = folder_faults(tmp_path)
    assert f"{tmp_path / 'results'}." in fault
