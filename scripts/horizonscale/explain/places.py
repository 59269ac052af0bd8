"""Where each value of the settings was written: file and line, or command line."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from horizonscale.config.errors import path_text
from horizonscale.config.reading import Loader

ConfigPath = tuple[str | int, ...]


class Places:
    """The places that settings come from.

    Parameters
    ----------
    values : mapping
        The settings, as plain JSON values.
    schema : Path
        ``config/schema.yaml``, which has the defaults of what no file gives.
    files : sequence of Path
        Config files: a later one replaces the keys of those before it.
    command_line : collection of str
        The keys that ``--config`` gave, which replace those of all files.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        schema: Path,
        files: Sequence[Path],
        command_line: Collection[str],
    ) -> None:
        self._values = values
        self._command_line = command_line
        self._files = [(os.path.relpath(path), _lines(path)) for path in files]
        self._schema = os.path.relpath(schema), _lines(schema)

    def written(self, *path: str | int) -> str:
        """Return the place and path of a value with the value, or an entry's weight.

        As ``mine.yaml:8 regions[2] (latam) weight 0.07``.
        """
        value: Any = self._values
        for part in path:
            value = value[part]
        shown = f"weight {value['weight']}" if isinstance(value, dict) else value
        return f"{self._place(path)} {path_text(path, self._values)} {shown}"

    def _place(self, path: ConfigPath) -> str:
        if path[0] in self._command_line:
            return "--config"
        for name, lines in reversed(self._files):
            for length in range(len(path), 0, -1):  # an entry, if << merged its keys
                if line := lines.get(path[:length]):
                    return f"{name}:{line}"
        name, lines = self._schema
        return f"{name}:{lines['properties', path[0], 'default']}"


def _lines(path: Path) -> dict[ConfigPath, int]:
    """Return the line, from 1, of each key and list entry of a file."""
    nodes = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    return dict(_node_lines((), nodes))


def _node_lines(
    path: ConfigPath, node: yaml.Node | None
) -> Iterator[tuple[ConfigPath, int]]:
    parts: list[tuple[str | int, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(number, item, item) for number, item in enumerate(node.value)]
    for part, mark, inner in parts:
        yield (*path, part), mark.start_mark.line + 1
        yield from _node_lines((*path, part), inner)
