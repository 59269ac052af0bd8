"""A step's sources are those that Python imports, and what it reads beside."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from configs import ROOT
from horizonscale.sources import Sources

LIBRARY = ROOT / "scripts" / "horizonscale"
SCRIPTS = sorted(ROOT.glob("scripts/*.py"))

TREE = {
    "scripts/db_create.py": """
        from horizonscale.first import thing
        if __name__ == "__main__":
            from horizonscale import in_main
    """,
    "scripts/horizonscale/__init__.py": "",
    "scripts/horizonscale/first.py": """
        import json
        from pathlib import Path
        from horizonscale import second as other
        def function():
            from horizonscale.third import (
                name,
            )
    """,
    "scripts/horizonscale/second.py": "from horizonscale.first import thing",
    "scripts/horizonscale/third.py": """
        from horizonscale import (
            fourth,
            fifth,
        )
    """,
    "scripts/horizonscale/fourth.py": "",
    "scripts/horizonscale/fifth.py": "",
    "scripts/horizonscale/in_main.py": "",
    "scripts/horizonscale/unrelated.py": "from horizonscale import first",
    "scripts/json.py": "raise SystemExit",
    "sql/create_metadata.sql": "SELECT 1",
    "sql/create_tables.sql": "SELECT 2",
    "sql/fingerprint.sql": "SELECT 3",
}
UNRELATED = {
    "scripts/horizonscale/unrelated.py",
    "scripts/json.py",
    "sql/create_tables.sql",
}
REACHED = TREE.keys() - UNRELATED


@pytest.fixture
def tree(tmp_path):
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"^ {8}", "", text, flags=re.M), encoding="utf-8")
    return tmp_path


def names(root, step="db_create"):
    sources = Sources(root)
    return [*sources.modules(step), *sources.files(step)]


def test_imports_are_followed_to_the_end(tree):
    found = names(tree)
    assert set(found) == REACHED
    assert len(found) == len(REACHED)
    assert Sources(tree).digests("db_create").keys() == REACHED


@pytest.mark.parametrize("missing", sorted(REACHED))
def test_a_missing_source_is_an_error_that_names_it(tree, missing):
    (tree / missing).unlink()
    with pytest.raises(FileNotFoundError, match=Path(missing).name):
        names(tree)


@pytest.mark.parametrize("name", sorted(TREE))
def test_an_edit_changes_the_digest_of_just_that_file(tree, name):
    before = Sources(tree).digests("db_create")
    with (tree / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    after = Sources(tree).digests("db_create")
    assert {key for key in before if before[key] != after[key]} == {name} & REACHED


def test_a_new_file_of_a_pattern_is_a_source(tmp_path):
    for name in (
        "create_metadata",
        "create_tables",
        "fingerprint",
        "audit/one",
        "audit/two",
    ):
        (tmp_path / "sql" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sql" / f"{name}.sql").write_text("SELECT 1")
    found = Sources(tmp_path).files("audit")
    assert found[3:] == ["sql/audit/one.sql", "sql/audit/two.sql"]


# Without hooks or mocks: what Python's import system loads of the library for a
# script, the imports inside functions included.
LOADED = """
import ast, importlib, json, sys
sys.path.append(sys.argv[1] + "/scripts")
waiting, loaded = [open(name).read() for name in sys.argv[2:]], set()
while waiting:
    for node in ast.walk(ast.parse(waiting.pop())):
        names = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            if name.split(".")[0] != "horizonscale" or name in loaded:
                continue
            try:
                module = importlib.import_module(name)
            except ModuleNotFoundError:
                continue  # the name of something in a module
            loaded.add(name)
            waiting.append(open(module.__file__).read())
print(json.dumps([sys.modules[name].__file__ for name in {"horizonscale", *loaded}]))
"""


@pytest.mark.parametrize("script", [path.stem for path in SCRIPTS])
def test_the_search_finds_what_python_loads(tmp_path, script):
    path = ROOT / "scripts" / f"{script}.py"
    printed = subprocess.run(
        [sys.executable, "-c", LOADED, str(ROOT), str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    ).stdout
    loaded = {Path(name).relative_to(ROOT).as_posix() for name in json.loads(printed)}
    found = set(Sources(ROOT).modules(script))
    assert found == loaded | {f"scripts/{script}.py"}


@pytest.mark.parametrize("path", [*SCRIPTS, *sorted(LIBRARY.glob("*.py"))], ids=str)
def test_the_library_is_imported_in_two_forms_only(path):
    """``from horizonscale.x import y`` and ``from horizonscale import x``."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"import_module|__import__", text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
        elif isinstance(node, ast.Import):
            # horizonscale itself, for its path, is the one in every list.
            assert not [one for one in node.names if "horizonscale." in one.name]


def test_the_library_is_one_folder():
    folders = {path.name for path in LIBRARY.iterdir() if path.is_dir()}
    assert folders <= {"__pycache__"}
