"""Which host is meant: by index, by name, or by UUID, which is looked for."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np

from horizonscale.explain_names import NAME_DIGITS, NAME_PREFIX, node_name
from horizonscale.streams import words

HOSTS_PER_BATCH = 1 << 18

# All but the version and variant bits, which are the same in every id.
_FIRST_MASK, _SECOND_MASK = 0xFFFFFFFFFFFF0FFF, 0x3FFFFFFFFFFFFFFF


class UnknownHostError(ValueError):
    """No host of the fleet is meant by what was given."""


def find_host(settings: Mapping[str, Any], text: str) -> int:
    """Return the index of a host given as index, node name or UUID.

    Raises
    ------
    UnknownHostError
        If the fleet has no such host, or the text is none of the three.
    """
    text = text.strip()
    name = re.fullmatch(rf"{NAME_PREFIX}([0-9]+)", text)
    if name and len(name[1]) != NAME_DIGITS:
        raise UnknownHostError(
            f"{text} is no name of a host: names have {NAME_DIGITS} digits."
            f" Did you mean {node_name(int(name[1][-NAME_DIGITS:]))}?"
        )
    if name or re.fullmatch(r"[0-9]{1,18}", text):
        return _within(settings, int(name[1] if name else text), text)
    try:
        host_id = UUID(text)
    except ValueError:
        raise UnknownHostError(
            f"{text!r} is no host: give an index (1234), a name"
            f" ({node_name(1234)}) or a UUID."
        ) from None
    return _by_id(settings, host_id)


def _within(settings: Mapping[str, Any], index: int, text: str) -> int:
    hosts = settings["hosts"]
    if index >= hosts:
        raise UnknownHostError(
            f"The fleet has no host {text}: its {hosts} hosts are"
            f" {node_name(0)} to {node_name(hosts - 1)}."
            " A larger fleet: --config hosts=..."
        )
    return index


def _by_id(settings: Mapping[str, Any], host_id: UUID) -> int:
    """Compute the ids of the fleet in batches, until one is the one that is wanted."""
    hosts = settings["hosts"]
    if host_id.version != 4:
        raise UnknownHostError(
            f"{host_id} is a UUID of no host of any fleet: those have version 4 of"
            " RFC 9562."
        )
    first, second = divmod(host_id.int, 1 << 64)
    for start in range(0, hosts, HOSTS_PER_BATCH):
        count = min(HOSTS_PER_BATCH, hosts - start)
        raw = words(
            settings["stream"], settings["seed"], "hosts.host_id", 2 * start, 2 * count
        )
        alike = raw[0::2] & np.uint64(_FIRST_MASK) == np.uint64(first & _FIRST_MASK)
        alike &= raw[1::2] & np.uint64(_SECOND_MASK) == np.uint64(second & _SECOND_MASK)
        found = np.flatnonzero(alike)
        if len(found):
            return start + int(found[0])
    raise UnknownHostError(
        f"None of the {hosts} hosts of the fleet has the UUID {host_id}. It may belong"
        " to another seed, or to a larger fleet: --config seed=... hosts=..."
    )
