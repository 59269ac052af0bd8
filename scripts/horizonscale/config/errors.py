"""What is wrong with a config, worded for the person who wrote it."""

import re
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass


MAX_LINES = 8


_WORD = re.compile(r"[\w.-]{1,60}")


SHORT = reprlib.Repr()


SHORT.maxstring = SHORT.maxother = 60


SHORT.maxdict = SHORT.maxlist = 3


@dataclass(frozen=True)
class ErrorDetails:
    """One thing wrong: the key, its value, what is allowed and the way out."""

    key: str
    value: object
    allowed: str
    remedy: str

    @property
    def top_key(self) -> str:
        """The key of the config that the error is in."""
        return self.key.partition(".")[0].partition("[")[0]

    def __str__(self) -> str:
        text = f"{self.key}: {self.allowed}"
        if self.value is not None:
            text = f"{self.key}: {SHORT.repr(self.value)}: {self.allowed}"
        return f"{text} {self.remedy}".strip()


class ConfigError(ValueError):
    """A config that no fleet can be built from."""

    def __init__(self, errors: Iterable[ErrorDetails]) -> None:
        self.errors = list(errors)
        count = len(self.errors)
        lines = [f"The config has {count} {'error' if count == 1 else 'errors'}:"]
        lines += [f"  {error}" for error in self.errors[:MAX_LINES]]
        if count > MAX_LINES:
            lines.append(f"  and {count - MAX_LINES} more.")
        super().__init__("\n".join(lines))


def path_text(path: Iterable[str | int], settings: Any) -> str:
    """Return a path as text, list entries with their name: ``regions[0] (noram)``."""
    text, value = "", settings
    for part in path:
        value = value[part]
        if isinstance(part, int):
            name = value.get("name") if isinstance(value, Mapping) else None
            text += f"[{part}]"
            text += f" ({SHORT.repr(name)[1:-1]})" if isinstance(name, str) else ""
        else:
            text += f".{part}" if text else key_text(part)
    return text


def key_text(key: object) -> str:
    """Return a key as text that fits into a line."""
    text = str(key)
    return text if _WORD.fullmatch(text) else SHORT.repr(key)
