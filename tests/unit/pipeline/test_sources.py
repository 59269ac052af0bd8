"""A step depends on its script, on folders of the library, and on what it reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from configs import ROOT
from horizonscale.pipeline.sources import Sources
from horizonscale.pipeline.steps import STEPS

TREE = {
    "scripts/db_create.py",
    "scripts/other.py",
    "scripts/horizonscale/version.py",
    "scripts/horizonscale/artifacts/one.py",
    "scripts/horizonscale/artifacts/two.py",
    "scripts/horizonscale/config/one.py",
    "scripts/horizonscale/console/one.py",
    "scripts/horizonscale/database/one.py",
    "scripts/horizonscale/report/one.py",
    "sql/create_metadata.sql",
    "sql/create_tables.sql",
    "sql/fingerprint.sql",
}
UNRELATED = {
    "scripts/other.py",
    "scripts/horizonscale/report/one.py",
    "sql/create_tables.sql",
}


@pytest.fixture
def tree(tmp_path):
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_a_step_depends_on_what_it_declares(tree):
    assert Sources(tree).digests("db_create").keys() == TREE - UNRELATED


@pytest.mark.parametrize("name", sorted(TREE))
def test_an_edit_changes_the_digest_of_just_that_file(tree, name):
    before = Sources(tree).digests("db_create")
    (tree / name).write_text("edited")
    after = Sources(tree).digests("db_create")
    assert {key for key in before if before[key] != after[key]} == {name} - UNRELATED


def test_a_new_file_of_a_folder_or_pattern_is_a_source(tree):
    new = {"scripts/horizonscale/config/new.py", "sql/audit/new.sql"}
    for name in new:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("new")
    found = Sources(tree)
    assert "scripts/horizonscale/config/new.py" in found.modules("db_create")
    assert found.files("audit")[-1] == "sql/audit/new.sql"


@pytest.mark.parametrize(
    "missing",
    [
        "scripts/db_create.py",
        "scripts/horizonscale/config/one.py",
        "sql/fingerprint.sql",
    ],
)
def test_a_missing_source_is_an_error_that_names_it(tree, missing):
    (tree / missing).unlink()
    with pytest.raises(FileNotFoundError, match=Path(missing).parent.name):
        Sources(tree).digests("db_create")


# The library's own import system follows a script, imports in functions included.
FOUND = """
import json, sys
from modulefinder import ModuleFinder
finder = ModuleFinder(path=[sys.argv[1]])
finder.run_script(sys.argv[2])
print(json.dumps([one.__file__ for one in finder.modules.values() if one.__file__]))
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_step_declares_the_folders_that_it_imports_from(step):
    scripts = ROOT / "scripts"
    script = scripts / f"{STEPS[step].script}.py"
    printed = subprocess.run(
        [sys.executable, "-c", FOUND, str(scripts), str(script)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    library = scripts / "horizonscale"
    folders = {
        Path(name).parent.relative_to(library).as_posix()
        for name in json.loads(printed)
        if Path(name).is_relative_to(library)
    }
    assert folders == {".", *STEPS[step].folders}
