"""Config as it was given: what was dropped, or read as something else, is refused.

Snakemake loads --configfile and --config by itself before the workflow is read: the
last of two equal keys wins, ``017`` is 15 and a repeated option replaces the first. So
files are looked at a second time, and arguments held against what came of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from horizonscale.faults import Fault, SettingsError, key_text

# The same loader in C, ten times as fast, where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IS_CONFIG_OPTION = re.compile(r"--conf|-\w*C")
_REMOVE = "Remove one."


def load_config(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file.

    Raises
    ------
    SettingsError
        If there is none.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506
    except OSError as error:
        raise _refusal(path, "cannot be read.", f"{error.strerror}.") from None
    except (ValueError, yaml.YAMLError) as error:
        raise SettingsError([_not_yaml(path, error)]) from None
    if not isinstance(content, dict):
        raise _refusal(
            path, "must be a mapping of keys to values.", "Write one key: value a line."
        )
    return content


def load_given(paths: Iterable[Path], arguments: Sequence[str]) -> dict[str, Any]:
    """Return the config that ``--configfile`` and ``--config`` give together.

    Raises
    ------
    SettingsError
        If a file cannot be read, or anything is read as something else.
    """
    config: dict[str, Any] = {}
    faults = []
    for path in paths:
        config |= load_config(path)
        faults += file_faults(path)
    if arguments:
        from snakemake.cli import parse_config  # slow to import, and most give none

        try:
            parsed = parse_config(arguments)
        except ValueError as error:
            raise SettingsError([Fault("--config", None, str(error), "")]) from None
        faults += argument_faults(arguments, parsed)
        config |= parsed
    if faults:
        raise SettingsError(faults)
    return config


def file_faults(path: Path) -> list[Fault]:
    """Return what of a config file was dropped or read as something else.

    What keeps it from being read at all is said by who reads it.
    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    try:
        node = loader.get_single_node()
        return list(_node_faults(loader, node, "", path.name, set())) if node else []
    except yaml.YAMLError as error:  # JSON that is no YAML, such as an emoji in escapes
        return [_not_yaml(path, error)]
    finally:
        loader.dispose()


def _node_faults(
    loader: Any, node: yaml.Node, key: str, file: str, seen: set[int]
) -> Iterator[Fault]:
    if id(node) in seen:  # by an alias
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for name, value in node.value:
            inner = f"{key}.{key_text(name.value)}" if key else key_text(name.value)
            line = name.start_mark.line + 1
            if name.value in lines:
                both = f"lines {lines[name.value]} and {line}"
                yield Fault(inner, None, f"is given twice in {file}, {both}.", _REMOVE)
            lines[name.value] = line
            yield from _node_faults(loader, value, inner, file, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _node_faults(loader, item, f"{key}[{index}]", file, seen)
    else:
        value = loader.construct_object(node)
        if _is_misread(node.value, value):
            yield Fault(
                key,
                node.value,
                f"is read as {value}, in line {node.start_mark.line + 1} of {file}.",
                "Write a plain decimal number, or quote it if it is text.",
            )


def argument_faults(arguments: Iterable[str], parsed: Mapping[str, Any]) -> list[Fault]:
    """Return what Snakemake dropped of ``--config``, or read as something else.

    Parameters
    ----------
    arguments : iterable of str
        Each ``key=value``.
    parsed : mapping
        What Snakemake made of them.
    """
    texts = [argument.partition("=")[::2] for argument in arguments]
    faults = [
        Fault(key, None, "is given twice to --config.", _REMOVE)
        for key, count in Counter(key for key, _ in texts).items()
        if count > 1
    ]
    for key, text in dict(texts).items():
        value = parsed.get(key)
        bare = text.strip("'\"")
        is_cut = isinstance(value, str | None) and (value or "") != bare
        if is_cut or (bare == text and _is_misread(text, value)):
            faults.append(
                Fault(
                    key,
                    text,
                    f"is read as {value}, as YAML without its quotes.",
                    "Write it into a file for --configfile.",
                )
            )
    return faults


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


def repetition_faults(command: Sequence[str]) -> list[Fault]:
    """Return the faults of a command line that repeats an option of the config.

    Snakemake's parser drops all but the last and tells nobody, so it is asked again,
    and counts, if the command looks as if it did.

    Parameters
    ----------
    command : sequence of str
        The arguments of Snakemake.
    """
    if sum(bool(_IS_CONFIG_OPTION.match(word)) for word in command) < 2:
        return []
    from snakemake.cli import get_argument_parser

    counts: Counter[str] = Counter()

    class Counting:
        dest: str

        def __call__(self, *arguments: object) -> None:
            counts[self.dest] += 1
            super().__call__(*arguments)  # type: ignore[misc]

    parser = get_argument_parser()
    for action in parser._actions:
        if action.dest in ("config", "configfile"):
            # Another class, not another object: the parser keeps more in this one.
            kind = type(action)
            action.__class__ = type("Counting", (Counting, kind), {})
    parser.parse_args(list(command))
    return [
        Fault(
            f"--{option}",
            None,
            "is given more than once, and Snakemake takes the last alone.",
            f"Give it once: --{option} {example}",
        )
        for option, example in (
            ("config", "hosts=500 seed=7"),
            ("configfile", "a.yaml b.yaml"),
        )
        if counts[option] > 1
    ]


def _not_yaml(path: Path, error: Exception) -> Fault:
    reason = " ".join(str(error).split())
    return Fault(path.name, None, "is not valid YAML.", reason)


def _refusal(path: Path, allowed: str, remedy: str) -> SettingsError:
    return SettingsError([Fault(path.name, None, allowed, remedy)])
