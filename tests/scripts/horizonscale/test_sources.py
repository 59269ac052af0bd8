"""What a step depends on: every source it can reach."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from horizonscale.sources import Sources
from horizonscale.steps import STEPS

ROOT = Path(__file__).parents[3]

TREE = {
    "scripts/db_create.py": """
        import json
        from pathlib import Path
        from horizonscale.first import thing, Other
        if __name__ == "__main__":
            from horizonscale import in_main
    """,
    "scripts/horizonscale/__init__.py": "",
    "scripts/horizonscale/first.py": """
        import horizonscale.second as other
        def late():
            from horizonscale import third, not_lower
            from horizonscale.fourth import (
                name as alias,
            )
    """,
    "scripts/horizonscale/second.py": "from horizonscale.first import thing",
    "scripts/horizonscale/third.py": "import horizonscale.fifth, os.path",
    "scripts/horizonscale/fourth.py": "",
    "scripts/horizonscale/fifth.py": "",
    "scripts/horizonscale/not_lower.py": "",
    "scripts/horizonscale/in_main.py": "",
    "scripts/horizonscale/unrelated.py": "from horizonscale import first",
    "scripts/unrelated.py": "",
    "scripts/json.py": "raise SystemExit",
    "sql/create_metadata.sql": "SELECT 1",
    "sql/create_tables.sql": "SELECT 2",
}


REACHED = {
    "scripts/db_create.py",
    *(
        f"scripts/horizonscale/{name}.py"
        for name in (
            "__init__",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "not_lower",
            "in_main",
        )
    ),
    "sql/create_metadata.sql",
}


@pytest.fixture
def tree(tmp_path):
    for name, text in TREE.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.strip("\n").splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip()) if lines else 0
        path.write_text("\n".join(line[indent:] for line in lines), encoding="utf-8")
    return tmp_path / "tree"


def names(root, step="db_create"):
    return [path.relative_to(root).as_posix() for path in Sources(root).files(step)]


def test_imports_are_followed_to_the_end(tree):
    assert set(names(tree)) == REACHED


def test_source_files_are_sorted_and_each_is_there_once(tree):
    assert names(tree) == sorted(set(names(tree)))


@pytest.mark.parametrize("missing", sorted(REACHED))
def test_a_missing_source_is_an_error_that_names_it(tree, missing):
    (tree / missing).unlink()
    with pytest.raises(FileNotFoundError, match=Path(missing).name):
        Sources(tree).files("db_create")


def test_a_folder_is_no_source(tree):
    (tree / "sql/create_metadata.sql").unlink()
    (tree / "sql/create_metadata.sql").mkdir()
    with pytest.raises(FileNotFoundError, match=r"create_metadata\.sql"):
        Sources(tree).files("db_create")


def test_an_import_that_appears_is_followed(tree):
    path = tree / "scripts/horizonscale/fifth.py"
    path.write_text("from horizonscale.unrelated import x", encoding="utf-8")
    assert "scripts/horizonscale/unrelated.py" in names(tree)


@pytest.fixture
def settings(default_settings):
    return {**default_settings}


@pytest.mark.parametrize("name", sorted(REACHED))
def test_an_edit_of_a_source_changes_the_digest(tree, settings, name):
    before = Sources(tree).digest("db_create", settings)
    with (tree / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert Sources(tree).digest("db_create", settings) != before


def test_nothing_else_changes_the_digest(tree, settings):
    before = Sources(tree).digest("db_create", settings)
    for name in sorted(set(TREE) - REACHED):
        (tree / name).write_text("x = 1", encoding="utf-8")
    (tree / "scripts/horizonscale/new.py").write_text("", encoding="utf-8")
    for name in REACHED:
        os.utime(tree / name, (0, 0))
    moved = tree.rename(tree.with_name("moved"))
    assert Sources(moved).digest("db_create", settings) == before


def test_a_renamed_source_changes_the_digest(tree, settings):
    before = Sources(tree).digest("db_create", settings)
    (tree / "scripts/horizonscale/fourth.py").rename(
        tree / "scripts/horizonscale/sixth.py"
    )
    first = tree / "scripts/horizonscale/first.py"
    text = first.read_text(encoding="utf-8").replace("fourth", "sixth ")
    first.write_text(text, encoding="utf-8")
    assert Sources(tree).digest("db_create", settings) != before


OTHER_VALUE = {
    int: lambda value: value + 1,
    str: lambda value: f"{value}x",
    list: lambda value: [*value, *value[:1]],
}


@pytest.mark.parametrize("step", STEPS)
def test_the_digest_changes_with_the_keys_that_the_step_reads_and_no_others(
    settings, step
):
    before = Sources(ROOT).digest(step, settings)
    for key, value in settings.items():
        changed = {**settings, key: OTHER_VALUE[type(value)](value)}
        differs = Sources(ROOT).digest(step, changed) != before
        assert differs == (key in STEPS[step].config), key


def test_the_digest_changes_with_the_versions_of_packages(settings):
    digests = {
        Sources(ROOT).digest("calendar", settings, "", versions)
        for versions in ("", "duckdb 2.0.0", "duckdb 2.0.1")
    }
    assert len(digests) == 3


def test_the_digest_does_not_depend_on_the_order_of_keys(settings):
    backwards = dict(reversed([*settings.items()]))
    assert Sources(ROOT).digest("seed_hosts", backwards) == Sources(ROOT).digest(
        "seed_hosts", settings
    )


def test_seeding_reads_all_that_a_shard_reads():
    shard, whole = STEPS["seed_shard"], STEPS["seed_hosts"]
    assert set(shard.config) < set(whole.config)
    assert set(names(ROOT, "seed_shard")) - set(names(ROOT, "seed_hosts")) == {
        "scripts/seed_shard.py"
    }


def test_every_sql_file_is_a_source_of_a_step():
    used = {name for step in STEPS for name in names(ROOT, step)}
    there = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("sql/**/*.sql")}
    # What compares two fleets is no step.
    there = {name for name in there if not name.startswith("sql/diff/")}
    assert there == {name for name in used if name.endswith(".sql")}


# Without import hooks or mocks: what an import of the script really loads.
LOADED = """
import importlib.util, json, sys
sys.path.append(sys.argv[1] + "/scripts")
spec = importlib.util.spec_from_file_location("step_script", sys.argv[2])
spec.loader.exec_module(importlib.util.module_from_spec(spec))
print(json.dumps([
    module.__file__ for name, module in sys.modules.items()
    if name.split(".")[0] == "horizonscale"
]))
"""


@pytest.mark.parametrize("step", STEPS)
def test_every_module_that_the_script_loads_is_declared(tmp_path, step):
    script = ROOT / "scripts" / f"{step}.py"
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED, str(ROOT), str(script)],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    files = {Path(name) for name in json.loads(loaded.stdout)}
    assert files
    assert files <= set(Sources(ROOT).files(step))


def test_modules_that_the_search_would_pass_over_do_not_exist():
    package = ROOT / "scripts" / "horizonscale"
    folders = {path.name for path in package.iterdir() if path.is_dir()}
    assert folders <= {"__pycache__"}
    for path in package.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for passed_over in ("from .", "import_module", "__import__"):
            assert passed_over not in text, path.name


def test_a_digest_covers_the_steps_before(settings):
    alone = Sources(ROOT).digest("calendar", settings)
    assert Sources(ROOT).digest("calendar", settings, "") == alone
    digests = {Sources(ROOT).digest("calendar", settings, x) for x in ("a", "b", "")}
    assert len(digests) == 3
