"""Config files, read strictly: what YAML would pass over or read otherwise is refused.

Snakemake loads the files of --configfile by itself, the last of two equal keys wins,
and 017 is 15. So the workflow reads them a second time, for their faults alone.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from horizonscale.faults import Fault, SettingsError, key_text
from horizonscale.strict_yaml import (
    FEWER,
    REMOVE,
    ROUNDED,
    is_rounded,
    parse,
    refusal,
    too_deep,
)

MOST_BYTES = 5_000_000
_TEMPLATE = "__use_yte__"
_QUOTES = "'\""


def load_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file.

    Raises
    ------
    SettingsError
        If the file holds no mapping, or anything that is easily taken for something
        else: a key given twice, a number that is rounded or not decimal, a tag.
    """
    name = path.name if path.name.isprintable() else ascii(path.name)
    text = _text(path, name)
    try:
        loaded: dict[str, Any] = _json(text, name)
    except SettingsError:
        raise
    except ValueError:
        loaded = parse(text, name)
    except RecursionError:
        raise too_deep(name) from None
    if not isinstance(loaded, dict):
        raise refusal(
            name,
            "must be a mapping of keys to values.",
            "Write one key: value a line.",
        )
    if _TEMPLATE in loaded:
        raise refusal(name, f"is a template: {_TEMPLATE}.", "Write its values.")
    return loaded


def file_faults(paths: Iterable[Path]) -> list[Fault]:
    """Return what is wrong with config files that Snakemake has loaded."""
    faults: list[Fault] = []
    for path in paths:
        try:
            load_yaml(path)
        except SettingsError as error:
            faults += error.faults
    return faults


def argument_faults(arguments: Sequence[str]) -> list[Fault]:
    """Return what Snakemake passes over in the arguments of ``--config``."""
    faults, seen = [], set()
    for argument in arguments:
        key, _, text = argument.partition("=")
        if key in seen:
            faults.append(Fault(key, None, "is given twice to --config.", REMOVE))
        seen.add(key)
        if any(unicodedata.category(character) == "Cc" for character in text):
            allowed = "holds a line break or another control character."
            faults.append(Fault(key, text, allowed, "Remove what does not show."))
        elif _is_read_otherwise(text):
            allowed = "is read otherwise by Snakemake, as YAML without its quotes."
            faults.append(
                Fault(key, text, allowed, "Write it into a file for --configfile.")
            )
        if is_rounded(text):
            faults.append(Fault(key, text, f"{ROUNDED}.", FEWER))
    return faults


def _is_read_otherwise(text: str) -> bool:
    """Return whether Snakemake takes a text for another: 'Bank # 5' for 'Bank'."""
    bare = text.strip(_QUOTES)
    try:
        float(bare)
        return False  # before all else, and without loss but for what is rounded
    except ValueError:
        pass
    try:
        taken = yaml.load(bare, Loader=yaml.BaseLoader)  # noqa: S506 it makes text alone
    except yaml.YAMLError:
        taken = bare
    in_quotes = len(text) > 1 and text[0] == text[-1] and text[0] in _QUOTES
    written = text[1:-1] if in_quotes else text
    return bool(bare) and isinstance(taken, str | None) and taken != written


def repetition_faults(command: Sequence[str]) -> list[Fault]:
    """Return the fault of a command line that gives ``--config`` more than once."""
    given = [word for word in command if word in ("--config", "-C")]
    given += [word for word in command if word.startswith("--config=")]
    if len(given) < 2:
        return []
    allowed = "is given more than once, and Snakemake takes the last alone."
    return [Fault("--config", None, allowed, "Give it once, with all keys.")]


def _text(path: Path, name: str) -> str:
    try:
        if path.exists() and not path.is_file():
            raise OSError("It is not a file.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(name, "cannot be read.", reason) from None
    if len(content) > MOST_BYTES:
        raise refusal(
            name,
            f"is larger than {MOST_BYTES} bytes.",
            "A config of the largest size that is allowed has a fifth of that.",
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(
            name, f"is not UTF-8 text, in line {line}.", "Save it as UTF-8."
        ) from None


def _json(text: str, name: str) -> Any:
    """Read JSON, which Snakemake tries first."""
    faults: list[Fault] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                allowed = f"is given twice in one mapping of {name}."
                faults.append(Fault(key_text(key), None, allowed, REMOVE))
        return dict(pairs)

    def number(digits: str) -> float:
        if is_rounded(digits):
            faults.append(Fault(name, digits, f"{ROUNDED}.", FEWER))
        return float(digits)

    content = json.loads(text, object_pairs_hook=mapping, parse_float=number)
    if faults:
        raise SettingsError(faults)
    return content
