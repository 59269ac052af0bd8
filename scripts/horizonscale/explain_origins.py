"""Where each value of the settings was written: file and line, or command line."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from horizonscale.faults import path_text

Part = str | int

# The same loader in C, where PyYAML was built with it.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Origins:
    """The places that settings come from.

    Parameters
    ----------
    settings : mapping
        The resolved settings, for the names of list entries.
    files : sequence of Path
        Config files, the later ones before the earlier ones: the default fleet first,
        then those of ``--configfile`` in their order.
    command_line : mapping
        What ``--config`` gave, before all files.
    schema : Path
        ``config/schema.yaml``, which has the defaults of what nobody gave.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        files: Sequence[Path],
        command_line: Mapping[str, Any],
        schema: Path,
    ) -> None:
        self._settings = settings
        self._command_line = command_line
        self._files = [(os.path.relpath(path), _composed(path)) for path in files]
        self._schema = (os.path.relpath(schema), _composed(schema))

    def entry(self, *path: Part) -> str:
        """Return place and path of a value: ``mine.yaml:7 regions[2] (latam)``."""
        return f"{self._place(path)} {path_text(path, self._settings)}"

    def value(self, *path: Part) -> str:
        """Return place, path and value: ``config/config.yaml:8 hosts 2000``."""
        value: Any = self._settings
        for part in path:
            value = value[part]
        return f"{self.entry(*path)} {value}"

    def _place(self, path: Sequence[Part]) -> str:
        if path[0] in self._command_line:
            return "--config"
        for name, root in reversed(self._files):
            if _child(root, path[0]) is not None:
                return f"{name}:{_line(root, path)}"
        name, root = self._schema
        return f"{name}:{_line(root, ('properties', path[0], 'default'))}"


def _composed(path: Path) -> yaml.Node | None:
    """Return the nodes of a file, which know their lines."""
    text = path.read_text(encoding="utf-8")
    node: yaml.Node | None = yaml.compose(text, Loader=_SafeLoader)
    return node


def _line(root: yaml.Node | None, path: Sequence[Part]) -> int:
    """Return the line, from 1, of the last part of a path that the file shows."""
    node, line = root, 1
    for part in path:
        found = _child(node, part)
        if found is None:
            break
        mark, node = found
        line = mark.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, part: Part) -> tuple[yaml.Node, yaml.Node] | None:
    """Return what marks a part, its key or list entry, and its node."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return (node.value[part],) * 2 if part < len(node.value) else None
    found = None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                found = key, value  # the last of several counts
            elif key.tag == "tag:yaml.org,2002:merge" and found is None:
                found = _merged(value, part)
    return found


def _merged(node: yaml.Node, part: Part) -> tuple[yaml.Node, yaml.Node] | None:
    """Look into what ``<<`` merges, the first of several first."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return next((found for one in nodes if (found := _child(one, part))), None)
