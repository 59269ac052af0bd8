"""Which settings differ between two fleets."""

from collections.abc import Iterator, Mapping
from typing import Any

Difference = tuple[str, Any, Any]


def setting_differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Difference]:
    """Return key, value in ``a`` and value in ``b`` of all that differs.

    Entries of lists are compared by their names: ``regions (latam).weight``. None
    stands for what a side does not have.
    """
    return list(_differences("", a, b))


def _differences(key: str, a: Any, b: Any) -> Iterator[Difference]:
    if a == b:
        return
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        dot = f"{key}." if key else ""
        for part in [*a, *(part for part in b if part not in a)]:
            yield from _differences(f"{dot}{part}", a.get(part), b.get(part))
    elif _has_names(a) and _has_names(b):
        yield from _entry_differences(key, a, b)
    else:
        yield key, a, b


def _entry_differences(
    key: str, a: list[dict[str, Any]], b: list[dict[str, Any]]
) -> Iterator[Difference]:
    by_name_a, by_name_b = ({entry["name"]: entry for entry in one} for one in (a, b))
    for name in [*by_name_a, *(name for name in by_name_b if name not in by_name_a)]:
        one, other = by_name_a.get(name), by_name_b.get(name)
        yield from _differences(f"{key} ({name})", one, other)
    order_a = [name for name in by_name_a if name in by_name_b]
    order_b = [name for name in by_name_b if name in by_name_a]
    if order_a != order_b:
        yield f"order of {key}", order_a, order_b


def _has_names(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, Mapping) and "name" in entry for entry in value
    )
