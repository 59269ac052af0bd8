"""The source files of the workflow: which of them a step depends on."""

import hashlib
from functools import cache
from pathlib import Path

from horizonscale.pipeline.steps import STEPS

_LIBRARY = "scripts/horizonscale"


class Sources:
    """The source files below a folder, each read once: steps share most of them.

    Parameters
    ----------
    root : Path
        The folder of the workflow.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._found = cache(self._find)
        self._sha256 = cache(self._hash)

    def files(self, step: str) -> list[str]:
        """Return what a step reads of SQL and templates.

        Raises
        ------
        FileNotFoundError
            If there is none of a name.
        """
        return [name for pattern in STEPS[step].files for name in self._found(pattern)]

    def modules(self, step: str) -> list[str]:
        """Return the script of a step, and the modules of the folders it imports from.

        Raises
        ------
        FileNotFoundError
            If a folder has none.
        """
        folders = ("", *(f"/{folder}" for folder in STEPS[step].folders))
        patterns = [f"{_LIBRARY}{folder}/*.py" for folder in folders]
        found = [name for pattern in patterns for name in self._found(pattern)]
        return [f"scripts/{STEPS[step].script}.py", *found]

    def digests(self, step: str) -> dict[str, str]:
        """Return the SHA-256 of all that a step depends on, by name.

        Raises
        ------
        OSError
            If one cannot be read: Snakemake itself would pass over it in silence.
        """
        names = [*self.modules(step), *self.files(step)]
        return {name: self._sha256(name) for name in names}

    def _find(self, pattern: str) -> list[str]:
        names = sorted(
            path.relative_to(self._root).as_posix() for path in self._root.glob(pattern)
        )
        if not names:
            raise FileNotFoundError(self._root / pattern)
        return names

    def _hash(self, name: str) -> str:
        return hashlib.sha256((self._root / name).read_bytes()).hexdigest()
