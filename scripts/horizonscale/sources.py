"""The source files of the workflow: which of them a step depends on, and its digest.

The Snakefile imports this module, so it imports nothing heavy.
"""

import ast
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from horizonscale.canonical import canonical_json
from horizonscale.files import sha256
from horizonscale.steps import STEPS, config_slice

PACKAGE = "horizonscale"
_IMPORT = re.compile(
    rf"^[ \t]*((?:from +{PACKAGE}\b|import +.*\b{PACKAGE}\b)(?:[^\n(]*\([^)]*\)|.*))",
    re.MULTILINE,
)


class Sources:
    """The source files below a folder, each read once.

    Steps share most modules, and every run looks at all of them.

    Parameters
    ----------
    root : Path
        The folder of the workflow.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._package = root / "scripts" / PACKAGE
        self._files: dict[str, list[Path]] = {}
        self._imports: dict[Path, list[Path]] = {}
        self._digests: dict[Path, str] = {}

    def files(self, step: str) -> list[Path]:
        """Return every file of the workflow that a step depends on, sorted.

        The script, the library modules it imports, directly or not, and what it reads
        of SQL and templates.

        Raises
        ------
        FileNotFoundError
            If one is missing: Snakemake itself would pass over it in silence.
        """
        if step not in self._files:
            files = {self._root / name for name in STEPS[step].files}
            for path in sorted(files):
                if not path.is_file():
                    raise FileNotFoundError(path)
            files |= self._imported(self._root / "scripts" / f"{step}.py")
            self._files[step] = sorted(files)
        return self._files[step]

    def digest(
        self,
        step: str,
        settings: Mapping[str, Any],
        before: str = "",
        versions: str = "",
    ) -> str:
        """Return the SHA-256 of all that the result of a step depends on.

        Parameters
        ----------
        step : str
        settings : mapping
            The step reads a part of it.
        before : str
            Digest of the step before: with it, this one covers all steps up to here,
            and so all that the database is made of by then.
        versions : str
            Of the packages that the step works with.
        """
        content = {
            "before": before,
            "config": config_slice(settings, step),
            "sources": {
                path.relative_to(self._root).as_posix(): self._sha256(path)
                for path in self.files(step)
            },
            "versions": versions,
        }
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()

    def _sha256(self, path: Path) -> str:
        if path not in self._digests:
            self._digests[path] = sha256(path)
        return self._digests[path]

    def _imported(self, script: Path) -> set[Path]:
        found: set[Path] = set()
        waiting = [script]
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            found.add(path)
            if path not in self._imports:
                names = _imported_names(path.read_text("utf-8"))
                self._imports[path] = list(self._modules(names))
            waiting += self._imports[path]
        return found

    def _modules(self, names: Iterator[str]) -> Iterator[Path]:
        for name in names:
            package, *rest = name.split(".")
            if package != PACKAGE:
                continue
            yield self._package / "__init__.py"
            # `from horizonscale.x import y` names y, which is a module only sometimes.
            if len(rest) == 1:
                module = self._package / f"{rest[0]}.py"
                if rest[0].islower() or module.is_file():
                    yield module


def _imported_names(source: str) -> Iterator[str]:
    # Each statement is parsed alone: a whole module takes a hundred times as long.
    try:
        nodes = [
            node
            for statement in _IMPORT.findall(source)
            for node in ast.parse(statement).body
        ]
    except SyntaxError:  # not a statement after all, or more than one line of it
        nodes = list(ast.walk(ast.parse(source)))
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
