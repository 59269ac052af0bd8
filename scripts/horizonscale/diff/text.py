"""A comparison, for people."""

import json
from collections.abc import Iterator, Mapping, Sequence

from horizonscale.console.text import printable, table_lines
from horizonscale.diff.comparison import Comparison

MAX_FLOWS = 20
MAX_CHARACTERS = 40
MAX_CHANGES = 2


def diff_text(found: Comparison) -> str:
    """Return what differs between two fleets for people."""
    return "\n".join(map(printable, _lines(found))) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    for letter, side in (("A", found["a"]), ("B", found["b"])):
        yield f"{letter}: {side['source']}, {side['hosts']:,} hosts"
    if found["same"]:
        yield from ("", "Settings and hosts are the same.")
        return
    settings = [
        (one["key"], _shown(one["a"]), _shown(one["b"])) for one in found["settings"]
    ]
    yield from _table(("Setting", "A", "B"), settings, "<<<")
    if not settings:
        yield from ("", "No setting differs.")
    hosts = found["hosts"]
    compared = hosts["compared"]

    def counted(count: int) -> tuple[str, str]:
        return f"{count:,}", f"{100 * count / max(compared, 1):.2f} %"

    changed, share = counted(hosts["changed"])
    yield from ("", f"{changed} of {compared:,} hosts differ ({share}).")
    for letter in "ab":
        if count := hosts[f"only_in_{letter}"]:
            yield f"{count:,} hosts are in {letter.upper()} only."
    columns = [
        (name, *counted(count)) for name, count in found["columns"].items() if count
    ]
    yield from _table(("Column", "Hosts", "Share"), columns, "<>>")
    flows = [
        (flow["a"], flow["b"], *counted(flow["hosts"]))
        for flow in found["behaviours"]
        if flow["a"] != flow["b"]
    ]
    heads = ("Behaviour in A", "Behaviour in B", "Hosts", "Share")
    yield from _table(heads, flows[:MAX_FLOWS], "<<>>")
    if len(flows) > MAX_FLOWS:
        yield f"and {len(flows) - MAX_FLOWS} more flows; --json has them all"
    examples = [
        (one["node_name"], _changes(one["columns"])) for one in found["examples"]
    ]
    yield from _table(("First hosts that differ", "A -> B"), examples, "<<")


def _changes(columns: Mapping[str, Mapping[str, object]]) -> str:
    changes = [f"{name}: {one['a']} -> {one['b']}" for name, one in columns.items()]
    more = len(changes) - MAX_CHANGES
    shown = ", ".join(changes[:MAX_CHANGES])
    return f"{shown}, and {more} columns more" if more > 0 else shown


def _shown(value: object) -> str:
    if value is None:
        return "none"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], aligned: str
) -> Iterator[str]:
    """Yield an empty line and a table, or nothing if it would have no rows."""
    if rows:
        yield from ("", *table_lines([heads, *rows], aligned))
