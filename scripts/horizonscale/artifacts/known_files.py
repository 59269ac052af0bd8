"""The SHA-256 of large files, computed once as long as a file stays as it is.

Each run looks at all databases, and those of a bulk fleet have many gigabytes.
"""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from horizonscale.artifacts.files import sha256, write_text

# A file that was written to less than so long ago may be written to again without
# another time to show for it, since file systems count in steps.
_SETTLED_NS = 2 * 10**9


class KnownFiles:
    """Remembers the SHA-256 of files by inode, size and times.

    The time of the last change of the inode is among them, which no program can set: a
    file that was edited and given its old time again is another file.

    Parameters
    ----------
    store : Path
        Where they are remembered. It is no harm to lose it.
    """

    def __init__(self, store: Path) -> None:
        self._store = store

    def sha256(self, path: Path) -> str:
        """Return the SHA-256 of a file, in hexadecimal.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        known, state = self._read(), _state(path)
        entry = known.get(str(path))
        if isinstance(entry, dict) and entry.get("state") == state:
            return str(entry.get("sha256"))
        digest = sha256(path)
        settled = time.time_ns() - max(state[-2:]) > _SETTLED_NS
        if settled and _state(path) == state:
            known[str(path)] = {"state": state, "sha256": digest}
            with suppress(OSError):
                text = json.dumps(known, indent=2, sort_keys=True) + "\n"
                write_text(self._store, text, durable=False)
        return digest

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._store.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


def _state(path: Path) -> list[int]:
    """Return device, inode, size and the times of a file."""
    now = path.stat()
    return [now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns]
