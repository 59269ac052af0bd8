"""YAML read strictly: what its rules would pass over or read otherwise is a fault."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from horizonscale.faults import Fault, SettingsError, key_text, list_entry

MOST_DEPTH = 20
MOST_VALUES = 200_000  # with every alias written out
ROUNDED = "is more than a number can hold exactly"
FEWER = "Write fewer digits."
REMOVE = "Remove one."

_TAG = "tag:yaml.org,2002:"
_WORDS = {"yes", "no", "on", "off"}
_OCTAL = re.compile(r"[-+]?0[0-9_]+")

# The same loader in C, ten times as fast, where PyYAML was built with it.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def refusal(key: str, allowed: str, remedy: str) -> SettingsError:
    """Return the error of a file that cannot be read at all."""
    return SettingsError([Fault(key, None, allowed, remedy)])


def too_deep(name: str) -> SettingsError:
    """Return the error of a file whose values are nested too deeply."""
    return refusal(name, f"is nested more than {MOST_DEPTH} deep.", "Undo the nesting.")


def parse(text: str, name: str) -> Any:
    """Return the content of a YAML document.

    Raises
    ------
    SettingsError
        If it is not valid, or says what is easily taken for something else.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH:  # the loader in C would overflow its stack
                raise too_deep(name)
        loader = _SafeLoader(text)
        node = loader.get_single_node()
        faults = [*_Nodes(loader, name).faults(node, "", ())] if node else []
        if not faults:
            return loader.construct_document(node) if node else None
    except SettingsError:
        raise
    except (ValueError, yaml.YAMLError) as error:
        raise refusal(name, "is not valid YAML:", _reason(error, text)) from None
    raise SettingsError(faults)


def _reason(error: Exception, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return " ".join(str(error).split())
    lines = text.splitlines()
    tab = mark.line < len(lines) and "\t" in lines[mark.line]
    reason = f"{getattr(error, 'problem', None)}, in line {mark.line + 1}."
    return f"{reason} Indent with spaces, not with tabs." if tab else reason


class _Nodes:
    """Finds the faults of the nodes of a document, aliases followed."""

    def __init__(self, loader: Any, name: str) -> None:
        self._loader = loader
        self._name = name
        self._left = iter(range(MOST_VALUES))

    def faults(
        self, node: yaml.Node, path: str, above: tuple[yaml.Node, ...]
    ) -> Iterator[Fault]:
        if next(self._left, None) is None:
            raise refusal(
                self._name,
                f"holds more than {MOST_VALUES} values, aliases written out.",
                "Undo the YAML aliases.",
            )
        if any(node is one for one in above):
            yield Fault(path, None, "contains itself.", "Undo the YAML alias.")
        elif node.tag not in self._loader.yaml_constructors:
            yield self._fault(
                path, node, f"has the tag {key_text(node.tag)}", "Remove it."
            )
        elif isinstance(node, yaml.MappingNode):
            yield from self._mapping(node, path, (*above, node))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                inner = f"{path}{list_entry(index, _name(item))}"
                yield from self.faults(item, inner, (*above, node))
        elif isinstance(node, yaml.ScalarNode):
            yield from self._scalar(node, path)

    def _mapping(
        self, node: yaml.MappingNode, path: str, above: tuple[yaml.Node, ...]
    ) -> Iterator[Fault]:
        lines: dict[tuple[str, str], int] = {}
        for key, value in node.value:
            text = key.value if isinstance(key, yaml.ScalarNode) else "key"
            inner = f"{path}.{key_text(text)}" if path else key_text(text)
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, text) in lines:
                    both = f"lines {lines[key.tag, text]} and {line}"
                    allowed = f"is given twice in {self._name}, {both}."
                    yield Fault(inner, None, allowed, REMOVE)
                lines[key.tag, text] = line
                if key.tag != f"{_TAG}merge":
                    yield from self.faults(key, inner, above)
            yield from self.faults(value, inner, above)

    def _scalar(self, node: yaml.ScalarNode, path: str) -> Iterator[Fault]:
        kind, text = node.tag.removeprefix(_TAG), node.value
        try:
            value = self._loader.construct_object(node)
        except Exception:  # whatever the pattern of the type leads PyYAML to
            if kind == "timestamp":
                allowed, remedy = "is not a day of the calendar", "Correct the day."
            else:
                allowed, remedy = f"cannot be read as {kind}", "Correct it."
            yield self._fault(path, node, allowed, remedy)
            return
        if kind == "bool" and text.lower() in _WORDS:
            yield self._fault(
                path, node, f"is read by YAML as {value}", "Quote it if it is text."
            )
        elif kind in ("int", "float") and (":" in text or _OCTAL.fullmatch(text)):
            yield self._fault(
                path,
                node,
                f"is read by YAML as {value}",
                "Write a plain decimal number, or quote it if it is text.",
            )
        elif kind == "float" and is_rounded(text):
            yield self._fault(path, node, ROUNDED, FEWER)

    def _fault(self, path: str, node: yaml.Node, allowed: str, remedy: str) -> Fault:
        line = node.start_mark.line + 1
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        where = f"{allowed}, in line {line} of {self._name}."
        return Fault(path, value or None, where, remedy)


def _name(node: yaml.Node) -> str | None:
    """Return the name that a mapping in a list gives itself."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "name" and value.tag == f"{_TAG}str":
                return str(value.value)
    return None


def is_rounded(text: str) -> bool:
    """Whether text is a number that a float holds only roughly, or not at all."""
    try:
        int(text)
    except ValueError:
        pass
    else:
        return False  # whole numbers are never rounded
    try:
        value = float(text)
        written = Decimal(text)
    except InvalidOperation:
        return True
    except ValueError:
        return False
    return written.is_finite() and written != Decimal(repr(value))
