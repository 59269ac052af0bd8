"""Two fleets compared: settings, hosts, columns and behaviours.

A side is a published database, or a config whose fleet is computed. Hosts are compared
in SQL, host by host, since host i is the same host in every fleet, and a range of
indices at a time, so that memory does not grow with the fleets.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from horizonscale.artifacts.files import read_texts
from horizonscale.config.entries import behaviour_label
from horizonscale.database.connection import connect
from horizonscale.diff.sides import Json, opened

HOSTS_PER_RANGE = 4 * 122_880
MAX_EXAMPLES = 20

_SET = {
    "first_index": "SET VARIABLE first_index = $1",
    "after_index": "SET VARIABLE after_index = $1",
}


class Comparison(TypedDict):
    """What differs between side ``a`` and side ``b``, in plain JSON values."""

    same: bool
    a: dict[str, Json]  # its source, and its number of hosts
    b: dict[str, Json]
    settings: list[dict[str, Json]]  # key, a, b: those that differ, None for no value
    hosts: dict[str, int]  # compared, changed, only_in_a, only_in_b
    columns: dict[str, int]  # in how many hosts each differs
    behaviours: list[dict[str, Json]]  # a, b, hosts: how many have which on each side
    examples: list[dict[str, Json]]  # host_index, node_name, columns that differ


def compare(a: Path, b: Path, root: Path) -> Comparison:
    """Return what differs between the fleets of two files.

    Parameters
    ----------
    a, b : Path
        Each a database, or else a config in YAML.
    root : Path
        The folder of the workflow.

    Raises
    ------
    OSError
        If a file cannot be read.
    SideError
        If one is a database of something else.
    ConfigError
        If one is a config that no fleet can be built from.
    """
    sql = read_texts((root / "sql" / "diff").glob("*.sql"))
    hosts = Counter(compared=0, changed=0, only_in_a=0, only_in_b=0)
    columns: Counter[str] = Counter()
    flows: Counter[tuple[str, str]] = Counter()
    examples: list[dict[str, Json]] = []
    with connect(Path(":memory:"), threads=2) as connection:
        sides = opened(connection, {"a": a, "b": b}, root / "config")
        one, other = sides.values()
        for first in range(0, max(one.hosts, other.hosts), HOSTS_PER_RANGE):
            for letter, side in sides.items():
                if side.fleet is not None:
                    count = max(0, min(HOSTS_PER_RANGE, side.hosts - first))
                    batch = side.fleet.batch(first, count)
                    connection.register(f"hosts_{letter}", batch)
            span = {"first_index": first, "after_index": first + HOSTS_PER_RANGE}
            for name, value in span.items():
                connection.execute(_SET[name], [value])
            rows = connection.execute(sql["counts"]).fetchall()
            for behaviour_a, behaviour_b, count, changed, differing in rows:
                if behaviour_a is None or behaviour_b is None:
                    hosts["only_in_b" if behaviour_a is None else "only_in_a"] += count
                    continue
                hosts.update(compared=count, changed=changed)
                columns.update(differing)
                flow = behaviour_label(*behaviour_a), behaviour_label(*behaviour_b)
                flows[flow] += count
            if hosts["changed"] > len(examples) < MAX_EXAMPLES:
                wanted = {"examples": MAX_EXAMPLES - len(examples)}
                pairs = connection.execute(sql["examples"], wanted).fetchall()
                examples += [_example(*pair) for pair in pairs]
    settings = list(setting_differences(one.settings, other.settings))
    is_same = hosts["compared"] == one.hosts == other.hosts and not hosts["changed"]
    return {
        "same": is_same and not settings,
        "a": {"source": one.source, "hosts": one.hosts},
        "b": {"source": other.source, "hosts": other.hosts},
        "settings": settings,
        "hosts": dict(hosts),
        "columns": dict(columns),
        "behaviours": [
            {"a": flow[0], "b": flow[1], "hosts": count}
            for flow, count in sorted(flows.items(), key=lambda item: (-item[1], item))
        ],
        "examples": examples,
    }


def setting_differences(a: Json, b: Json, key: str = "") -> Iterator[dict[str, Json]]:
    """Yield the settings that differ: ``key``, and the values ``a`` and ``b``.

    Entries of lists are compared by their names, as ``regions (latam).weight``.
    """
    one, other = _by_name(a), _by_name(b)
    if one is None or other is None:
        if a != b:
            yield {"key": key, "a": a, "b": b}
        return
    for part in one | other:
        inner = f"{key} ({part})" if isinstance(a, list) else f"{key}.{part}"
        yield from setting_differences(
            one.get(part), other.get(part), inner.removeprefix(".")
        )
    order_a = [name for name in one if name in other]
    order_b = [name for name in other if name in one]
    if order_a != order_b:
        yield {"key": f"order of {key}", "a": order_a, "b": order_b}


def _by_name(value: Json) -> dict[str, Json] | None:
    """Return the parts of a mapping, or of a list whose entries have names."""
    if isinstance(value, list) and all(
        isinstance(entry, dict) and "name" in entry for entry in value
    ):
        return {entry["name"]: entry for entry in value}
    return value if isinstance(value, dict) else None


def _example(a: dict[str, Json], b: dict[str, Json]) -> dict[str, Json]:
    def plain(value: Json) -> int | str:
        return value if isinstance(value, int) else str(value)

    columns = {
        name: {"a": plain(a[name]), "b": plain(b[name])}
        for name in a
        if name in b and a[name] != b[name]
    }
    names = {name: a[name] for name in ("host_index", "node_name")}
    return {**names, "columns": columns}
