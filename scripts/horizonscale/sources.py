"""The source files of the workflow: which of them a step depends on.

The Snakefile imports this module, so it imports nothing heavy.
"""

import hashlib
import re
from pathlib import Path

from horizonscale.steps import STEPS

# The two forms of import that the library has, and a test holds it to them.
_IMPORT = re.compile(
    r"^ *from horizonscale(?:\.(\w+) import| import (?:\(([^)]*)\)|(.*)))", re.MULTILINE
)


class Sources:
    """The source files below a folder, each read once: steps share most of them.

    Parameters
    ----------
    root : Path
        The folder of the workflow.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._contents: dict[str, bytes] = {}

    def modules(self, step: str) -> list[str]:
        """Return the script of a step and the modules it imports, directly or not.

        Raises
        ------
        OSError
            If one cannot be read: Snakemake itself would pass over it in silence.
        """
        found: set[str] = set()
        waiting = [f"scripts/{step}.py"]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._imports(name)
        return sorted(found)

    def files(self, step: str) -> list[str]:
        """Return what a step reads of SQL and templates.

        Raises
        ------
        FileNotFoundError
            If there is none of a name.
        """
        found: list[str] = []
        for pattern in STEPS[step].files:
            names = sorted(self._root.glob(pattern))
            if not names:
                raise FileNotFoundError(self._root / pattern)
            found += (path.relative_to(self._root).as_posix() for path in names)
        return found

    def digests(self, step: str) -> dict[str, str]:
        """Return the SHA-256 of all that a step depends on, by name."""
        names = [*self.modules(step), *self.files(step)]
        return {name: hashlib.sha256(self._read(name)).hexdigest() for name in names}

    def _imports(self, name: str) -> list[str]:
        found = ["scripts/horizonscale/__init__.py"]
        for module, *names in _IMPORT.findall(self._read(name).decode()):
            for one in [module] if module else "".join(names).split(","):
                if one.strip():  # after the last comma there is none
                    found.append(f"scripts/horizonscale/{one.split()[0]}.py")
        return found

    def _read(self, name: str) -> bytes:
        if name not in self._contents:
            self._contents[name] = (self._root / name).read_bytes()
        return self._contents[name]
