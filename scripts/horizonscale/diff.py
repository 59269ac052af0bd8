"""Two fleets compared: settings, hosts, columns and behaviours.

Hosts are compared a range of indices at a time, so that memory does not grow with the
fleets, and host by host, since host i is the same host in every fleet.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from horizonscale.diff_settings import setting_differences
from horizonscale.diff_sides import Side

HOSTS_PER_RANGE = 4 * 122_880
EXAMPLES = 20

Behaviour = tuple[str, str]
Report = dict[str, Any]


def diff(
    connection: duckdb.DuckDBPyConnection, a: Side, b: Side, sql: Mapping[str, str]
) -> Report:
    """Return what differs between two fleets.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The one that the sides were opened with.
    a, b : Side
    sql : mapping
        The texts of ``sql/diff``, by name.

    Returns
    -------
    dict
        Plain JSON values: ``same``, the sides ``a`` and ``b``, ``settings``, ``hosts``
        (how many were compared, changed, or are on one side only), ``columns`` (in how
        many hosts each differs), ``behaviours`` (how many hosts have which on either
        side) and the first ``examples``.
    """
    hosts: Counter[str] = Counter(compared=0, changed=0, only_in_a=0, only_in_b=0)
    columns: Counter[str] = Counter()
    flows: Counter[tuple[Behaviour, Behaviour]] = Counter()
    examples: list[dict[str, Any]] = []
    for span in _ranges(max(a.after_last, b.after_last)):
        for side in (a, b):
            side.provide(span["first"], span["after"])
        for row in _rows(connection, sql["counts"], span):
            one, other = _behaviours(row)
            count = row.pop("host_count")
            if None in one or None in other:
                hosts["only_in_b" if None in one else "only_in_a"] += count
                continue
            hosts["compared"] += count
            hosts["changed"] += row.pop("changed")
            columns.update(row)
            flows[one, other] += count
        if hosts["changed"] > len(examples) < EXAMPLES:
            wanted = {**span, "examples": EXAMPLES - len(examples)}
            pairs = _rows(connection, sql["examples"], wanted)
            examples += [_example(pair["a"], pair["b"]) for pair in pairs]
    settings = setting_differences(a.settings, b.settings)
    return {
        "same": not settings and hosts["compared"] == a.hosts == b.hosts
        and not hosts["changed"],
        "a": {"source": a.name, "hosts": a.hosts},
        "b": {"source": b.name, "hosts": b.hosts},
        "settings": [{"key": key, "a": one, "b": two} for key, one, two in settings],
        "hosts": dict(hosts),
        "columns": dict(columns),
        "behaviours": [
            {"a": " / ".join(one), "b": " / ".join(two), "hosts": count}
            for (one, two), count in sorted(
                flows.items(), key=lambda item: (-item[1], item[0])
            )
        ],
        "examples": examples,
    }  # fmt: skip


def _ranges(end: int) -> Iterator[dict[str, int]]:
    for first in range(0, end, HOSTS_PER_RANGE):
        yield {"first": first, "after": first + HOSTS_PER_RANGE}


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, int]
) -> list[dict[str, Any]]:
    result = connection.execute(sql, values)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _behaviours(row: dict[str, Any]) -> tuple[Behaviour, Behaviour]:
    one, other = (
        (row.pop(f"scenario_{side}"), row.pop(f"variant_{side}")) for side in "ab"
    )
    return one, other


def _example(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    changes = {
        name: {"a": _plain(a[name]), "b": _plain(b[name])}
        for name in a
        if a[name] != b[name]
    }
    return {
        "host_index": a["host_index"],
        "node_name": a["node_name"],
        "columns": changes,
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
