"""What a step depends on: every source it can reach, every key it reads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from horizonscale import steps

ROOT = Path(__file__).parents[3]
SCHEMA = yaml.safe_load((ROOT / "config" / "schema.yaml").read_text(encoding="utf-8"))

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
    return [
        path.relative_to(root).as_posix() for path in steps.source_files(root, step)
    ]


def test_imports_are_followed_to_the_end(tree):
    assert set(names(tree)) == REACHED


def test_source_files_are_sorted_and_each_is_there_once(tree):
    assert names(tree) == sorted(set(names(tree)))


@pytest.mark.parametrize("missing", sorted(REACHED))
def test_a_missing_source_is_an_error_that_names_it(tree, missing):
    (tree / missing).unlink()
    with pytest.raises(FileNotFoundError, match=Path(missing).name):
        steps.source_files(tree, "db_create")


def test_a_folder_is_no_source(tree):
    (tree / "sql/create_metadata.sql").unlink()
    (tree / "sql/create_metadata.sql").mkdir()
    with pytest.raises(FileNotFoundError, match=r"create_metadata\.sql"):
        steps.source_files(tree, "db_create")


def test_an_import_that_appears_is_followed(tree):
    path = tree / "scripts/horizonscale/fifth.py"
    path.write_text("from horizonscale.unrelated import x", encoding="utf-8")
    assert "scripts/horizonscale/unrelated.py" in names(tree)


@pytest.fixture
def settings(default_settings):
    return {**default_settings}


@pytest.mark.parametrize("name", sorted(REACHED))
def test_an_edit_of_a_source_changes_the_digest(tree, settings, name):
    before = steps.digest(tree, "db_create", settings)
    with (tree / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert steps.digest(tree, "db_create", settings) != before


def test_nothing_else_changes_the_digest(tree, settings):
    before = steps.digest(tree, "db_create", settings)
    for name in sorted(set(TREE) - REACHED):
        (tree / name).write_text("x = 1", encoding="utf-8")
    (tree / "scripts/horizonscale/new.py").write_text("", encoding="utf-8")
    for name in REACHED:
        os.utime(tree / name, (0, 0))
    moved = tree.rename(tree.with_name("moved"))
    assert steps.digest(moved, "db_create", settings) == before


def test_a_renamed_source_changes_the_digest(tree, settings):
    before = steps.digest(tree, "db_create", settings)
    (tree / "scripts/horizonscale/fourth.py").rename(
        tree / "scripts/horizonscale/sixth.py"
    )
    first = tree / "scripts/horizonscale/first.py"
    text = first.read_text(encoding="utf-8").replace("fourth", "sixth ")
    first.write_text(text, encoding="utf-8")
    assert steps.digest(tree, "db_create", settings) != before


OTHER_VALUE = {
    int: lambda value: value + 1,
    str: lambda value: f"{value}x",
    list: lambda value: [*value, *value[:1]],
}


@pytest.mark.parametrize("step", steps.STEPS)
def test_the_digest_changes_with_the_keys_that_the_step_reads_and_no_others(
    settings, step
):
    before = steps.digest(ROOT, step, settings)
    for key, value in settings.items():
        changed = {**settings, key: OTHER_VALUE[type(value)](value)}
        differs = steps.digest(ROOT, step, changed) != before
        assert differs == (key in steps.STEPS[step].config), key


def test_the_digest_does_not_depend_on_the_order_of_keys(settings):
    backwards = dict(reversed([*settings.items()]))
    assert steps.digest(ROOT, "seed_hosts", backwards) == steps.digest(
        ROOT, "seed_hosts", settings
    )


def test_every_key_of_the_config_is_read_by_a_step_that_builds():
    read = [
        key
        for step in ("db_create", "schema", "seed_hosts", "calendar")
        for key in steps.STEPS[step].config
    ]
    assert sorted([*read, *steps.HOW]) == sorted(SCHEMA["properties"])


def test_the_audit_reads_every_key_that_says_what_is_built():
    read = [*steps.STEPS["audit"].config, *steps.HOW]
    assert sorted(read) == sorted(SCHEMA["properties"])


def test_seeding_reads_all_that_a_shard_reads():
    shard, whole = steps.STEPS["seed_shard"], steps.STEPS["seed_hosts"]
    assert set(shard.config) < set(whole.config)
    assert set(names(ROOT, "seed_shard")) - set(names(ROOT, "seed_hosts")) == {
        "scripts/seed_shard.py"
    }


@pytest.mark.parametrize("step", steps.STEPS)
def test_the_slice_of_a_step_is_just_its_keys(settings, step):
    keys = steps.STEPS[step].config
    assert steps.config_slice(settings, step) == {key: settings[key] for key in keys}


def test_every_sql_file_is_a_source_of_a_step():
    used = {name for step in steps.STEPS for name in names(ROOT, step)}
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


@pytest.mark.parametrize("step", steps.STEPS)
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
    assert files <= set(steps.source_files(ROOT, step))


def test_modules_that_the_search_would_pass_over_do_not_exist():
    package = ROOT / "scripts" / "horizonscale"
    folders = {path.name for path in package.iterdir() if path.is_dir()}
    assert folders <= {"__pycache__"}
    for path in package.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for passed_over in ("from .", "import_module", "__import__"):
            assert passed_over not in text, path.name


@pytest.mark.parametrize("table", ["hosts", "hierarchy", "time_periods"])
def test_a_table_that_the_ddl_lacks_is_missed(tmp_path, table):
    (tmp_path / "sql").mkdir()
    ddl = tmp_path / "sql" / "create_tables.sql"
    shutil.copyfile(ROOT / "sql" / "create_tables.sql", ddl)
    assert steps.missing_tables(tmp_path) == []
    text = ddl.read_text(encoding="utf-8")
    ddl.write_text(
        text.replace(f"CREATE TABLE {table} (", f"-- CREATE TABLE {table} ("), "utf-8"
    )
    assert steps.missing_tables(tmp_path) == [table]
    ddl.unlink()
    assert steps.missing_tables(tmp_path) == []


def test_a_digest_covers_the_steps_before(settings):
    assert steps.steps_before("db_create") == ()
    assert steps.steps_before("seed_hosts") == ("db_create", "schema")
    assert steps.steps_before("seed_shard") == ()
    alone = steps.digest(ROOT, "calendar", settings)
    assert steps.digest(ROOT, "calendar", settings, "") == alone
    digests = {steps.digest(ROOT, "calendar", settings, x) for x in ("a", "b", "")}
    assert len(digests) == 3
