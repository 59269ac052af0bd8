"""A published file is verified where it lies, by one command and without trust."""

import shutil
import subprocess
import sys

import duckdb
import pytest
from horizonscale.audit.checks import CHECKS

from .conftest import ROOT


def verify(*arguments):
    command = [sys.executable, "-P", str(ROOT / "scripts/verify.py")]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True
    )


@pytest.fixture
def copy(finished_run, tmp_path):
    """The published database with its receipt, in a folder of somebody else."""
    (tmp_path / "markers").mkdir()
    results = finished_run[0].folder / "results"
    for name in ("horizonscale_synth.db", "markers/genesis.json"):
        shutil.copyfile(results / name, tmp_path / name)
    return tmp_path / "horizonscale_synth.db"


def test_the_receipt_says_what_a_file_should_be(copy):
    done = verify(copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"Audit: {len(CHECKS)} of {len(CHECKS)} checks passed.\n"
        f"{copy} is what its receipt says.\n"
    )
    before = sorted(path.name for path in copy.parent.rglob("*"))
    assert before == ["genesis.json", "horizonscale_synth.db", "markers"]


def test_a_config_says_it_before_the_receipt(copy):
    done = verify(copy, "--config", "people=60")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("is what the config says.\n")
    other = verify(copy, "--config", "hosts=2100")
    assert other.returncode == 1
    assert "FAIL (error) host_count" in other.stdout
    assert other.stdout.endswith("is not what the config says.\n")


def test_a_file_that_nothing_tells_of_is_consistent_and_no_more(copy):
    (copy.parent / "markers/genesis.json").unlink()
    alone = verify(copy)
    assert alone.returncode == 0
    assert (
        f"Audit: {len(CHECKS) - 1} of {len(CHECKS) - 1} checks passed." in alone.stdout
    )
    assert "consistent with itself. There is no receipt" in alone.stdout
    with_config = verify(copy, "--config", "people=60")
    assert with_config.returncode == 0
    assert "as far as a config tells" in with_config.stdout
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE hosts SET cpu_cores = 1 WHERE host_index = 0")
    changed = verify(copy)
    assert changed.returncode == 1
    assert changed.stdout.endswith("is not what it itself says.\n")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (
            "CREATE MACRO md5_number(x) AS 1::UHUGEINT;"
            "UPDATE hierarchy SET application_manager = 'Eve Forged',"
            " application_manager_email = 'eve.forged@example.com'"
            " WHERE application_id = (SELECT min(application_id) FROM hierarchy)",
            "table_contents",
        ),
        (
            "CREATE OR REPLACE VIEW fleet AS FROM read_text('/etc/hostname')",
            "schema_relations",
        ),
    ],
)
def test_nothing_of_a_file_is_run(copy, change, check):
    with duckdb.connect(str(copy)) as connection:
        connection.execute(change)
    done = verify(copy)
    assert done.returncode == 1, done.stderr
    assert f"FAIL (error) {check}" in done.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda copy: copy.unlink(), "There is no"),
        (lambda copy: copy.write_bytes(b"no database"), "cannot be read"),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:100_000]), "cannot be read"),
    ],
)
def test_trouble_has_a_status_of_its_own(copy, change, words):
    change(copy)
    done = verify(copy)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    bad = verify(copy, "--config", "hots=5")
    assert bad.returncode == 2
    assert "Did you mean hosts?" in bad.stderr
