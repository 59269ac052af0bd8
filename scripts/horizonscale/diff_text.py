"""A comparison, for people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FLOWS_SHOWN = 20
LETTERS_SHOWN = 40
CHANGES_SHOWN = 2


def diff_text(report: Mapping[str, Any]) -> str:
    """Return the report of a comparison for people."""
    lines = [
        f"{letter.upper()}: {report[letter]['source']},"
        f" {report[letter]['hosts']:,} hosts"
        for letter in "ab"
    ]
    if report["same"]:
        return "\n".join([*lines, "", "Settings and hosts are the same."]) + "\n"
    lines += ["", *_settings(report["settings"]), "", *_hosts(report["hosts"])]
    if report["hosts"]["changed"]:
        lines += ["", *_columns(report), *_flows(report), "", *_examples(report)]
    return "\n".join(lines) + "\n"


def _settings(differences: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not differences:
        yield "No setting differs."
        return
    rows = [(one["key"], _shown(one["a"]), _shown(one["b"])) for one in differences]
    yield from _table([("Setting", "A", "B"), *rows], "<<<")


def _hosts(hosts: Mapping[str, int]) -> Iterator[str]:
    share = _percent(hosts["changed"], hosts["compared"])
    yield f"{hosts['changed']:,} of {hosts['compared']:,} hosts differ ({share})."
    for letter in "ab":
        if count := hosts[f"only_in_{letter}"]:
            yield f"{count:,} hosts are in {letter.upper()} only."


def _columns(report: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (name, f"{count:,}", _percent(count, report["hosts"]["compared"]))
        for name, count in report["columns"].items()
        if count
    ]
    yield from _table([("Column", "Hosts", "Share"), *rows], "<>>")


def _flows(report: Mapping[str, Any]) -> Iterator[str]:
    moved = [flow for flow in report["behaviours"] if flow["a"] != flow["b"]]
    if not moved:
        return
    rows = [
        (
            flow["a"],
            flow["b"],
            f"{flow['hosts']:,}",
            _percent(flow["hosts"], report["hosts"]["compared"]),
        )
        for flow in moved[:FLOWS_SHOWN]
    ]
    yield ""
    heads = ("Behaviour in A", "Behaviour in B", "Hosts", "Share")
    yield from _table([heads, *rows], "<<>>")
    if len(moved) > FLOWS_SHOWN:
        yield f"and {len(moved) - FLOWS_SHOWN} more flows; --json has them all"


def _examples(report: Mapping[str, Any]) -> Iterator[str]:
    rows = [("First hosts that differ", "A -> B")]
    for example in report["examples"]:
        changes = [
            f"{name}: {one['a']} -> {one['b']}"
            for name, one in example["columns"].items()
        ]
        text = ", ".join(changes[:CHANGES_SHOWN])
        if len(changes) > CHANGES_SHOWN:
            text += f", and {len(changes) - CHANGES_SHOWN} columns more"
        rows.append((example["node_name"], text))
    yield from _table(rows, "<<")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "0.00 %"


def _shown(value: Any) -> str:
    if value is None:
        return "none"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LETTERS_SHOWN else f"{text[: LETTERS_SHOWN - 1]}…"


def _table(rows: Sequence[Sequence[str]], aligned: str) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, aligned, widths, strict=True)
        yield "  ".join(f"{cell:{side}{width}}" for cell, side, width in cells).rstrip()
