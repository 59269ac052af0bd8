"""Config that was dropped or read as something else than was written.

Snakemake loads --configfile and --config by itself before the workflow is read: the
last of two equal keys wins, and ``017`` is 15. So files are looked at a second time,
and arguments compared with what came of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from horizonscale.config.errors import ErrorDetails, key_text
from horizonscale.config.reading import Loader

_REMOVE = "Remove one."


def file_errors(path: Path) -> list[ErrorDetails]:
    """Return what of a config file was dropped or read as something else.

    What keeps it from being read at all is said by who reads it.
    """
    try:
        loader = Loader(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    try:
        node = loader.get_single_node()
        return list(_node_errors(loader, node, "", path.name, set())) if node else []
    except yaml.YAMLError:  # such as JSON with an emoji in escapes
        return []
    finally:
        loader.dispose()


def _node_errors(
    loader: Any, node: yaml.Node, key: str, file: str, seen: set[int]
) -> Iterator[ErrorDetails]:
    if id(node) in seen:  # by an alias
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                continue  # no key of a config, and YAML or the schema says so
            inner = f"{key}.{key_text(name.value)}" if key else key_text(name.value)
            line = name.start_mark.line + 1
            if name.value in lines:
                both = f"lines {lines[name.value]} and {line}"
                yield ErrorDetails(
                    inner, None, f"is given twice in {file}, {both}.", _REMOVE
                )
            lines[name.value] = line
            yield from _node_errors(loader, value, inner, file, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _node_errors(loader, item, f"{key}[{index}]", file, seen)
    else:
        place = f"in line {node.start_mark.line + 1} of {file}"
        try:
            value = loader.construct_object(node)
        except ValueError as error:  # no day of the calendar, 0x_
            text = f"cannot be read, {place}: {error}."
            yield ErrorDetails(key, node.value, text, "Correct it.")
            return
        if _is_misread(node.value, value):
            yield ErrorDetails(
                key,
                node.value,
                f"is read as {value}, {place}.",
                "Write a plain decimal number, or quote it if it is text.",
            )


def argument_errors(
    arguments: Iterable[str], parsed: Mapping[str, Any]
) -> list[ErrorDetails]:
    """Return what Snakemake dropped of ``--config``, or read as something else.

    Parameters
    ----------
    arguments : iterable of str
        Each ``key=value``.
    parsed : mapping
        What Snakemake made of them.
    """
    texts = [argument.partition("=")[::2] for argument in arguments]
    errors = [
        ErrorDetails(key, None, "is given twice to --config.", _REMOVE)
        for key, count in Counter(key for key, _ in texts).items()
        if count > 1
    ]
    for key, text in dict(texts).items():
        value = parsed.get(key)
        bare = text.strip("'\"")
        is_cut = isinstance(value, str | None) and (value or "") != bare
        if is_cut or (bare == text and _is_misread(text, value)):
            errors.append(
                ErrorDetails(
                    key,
                    text,
                    f"is read as {value}, as YAML without its quotes.",
                    "Write it into a file for --configfile.",
                )
            )
    return errors


def _is_misread(text: str, value: object) -> bool:
    """Return whether a number or truth value is another than its text says."""
    if isinstance(value, bool):
        return text.lower() not in ("true", "false")
    if not isinstance(value, int | float):
        return False
    try:
        return Decimal(text) != Decimal(repr(value))
    except InvalidOperation:  # 0x1F, 1:30
        return True
