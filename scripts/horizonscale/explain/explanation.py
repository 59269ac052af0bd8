"""Why a host is what it is: for each column the draw, its interval and the config.

The values are those of the code that makes the hosts, and so is the table of what is
drawn: what is made here is the text.
"""

import re
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from horizonscale.config.settings import HostSettings
from horizonscale.explain.draws import Draw, Note, quota_notes
from horizonscale.explain.places import Places
from horizonscale.sampling.streams import words
from horizonscale.tables.attributes import attributes
from horizonscale.tables.hosts import HOSTS_PER_BATCH, Fleet
from horizonscale.tables.identities import NAME_DIGITS, NAME_PREFIX, node_names, uuids


class UnknownHostError(ValueError):
    """No host of the fleet is meant by what was given."""


def find_host(settings: HostSettings, text: str) -> int:
    """Return the index of a host given as index, node name or UUID.

    Raises
    ------
    UnknownHostError
        If the fleet has no such host, or the text is none of the three.
    """
    text = text.strip()
    name = rf"({NAME_PREFIX.decode()}(?=[0-9]{{{NAME_DIGITS}}}$))?([0-9]{{1,18}})"
    if match := re.fullmatch(name, text):
        index = int(match[2])
        if index < settings.hosts:
            return index
        raise UnknownHostError(
            f"The fleet has no host {text}: its {settings.hosts} hosts are"
            f" {_node_name(0)} to {_node_name(settings.hosts - 1)}."
            " A larger fleet: --config hosts=..."
        )
    try:
        host_id = UUID(text)
    except ValueError:
        raise UnknownHostError(
            f"{text!r} is no host: give an index (1234), a name"
            f" ({_node_name(1234)}) or a UUID."
        ) from None
    return _by_id(settings, host_id)


def explanation(settings: HostSettings, places: Places, index: int) -> str:
    """Return the columns of a host with what led to each, for people.

    Parameters
    ----------
    settings : HostSettings
    places : Places
        Where the settings were written.
    index : int
        Index of the host, from 0.
    """
    [row] = Fleet(settings).batch(index, 1).to_pylist()
    dealt = quota_notes(settings, places, index)
    notes = {"host_id": _id_notes(settings, index)}
    chosen: dict[str, int] = {}
    for attribute in attributes(settings):
        column, given = attribute.column, attribute.given
        group = attribute.groups[tuple(chosen[name] for name in given)]
        chosen[column] = [option.entry.name for option in group].index(row[column])
        paths = group[chosen[column]].places
        owner = ".".join(row[name] for name in attribute.owners)
        draw = Draw(settings, column, index, owner)
        draw_notes = draw.notes(attribute, group, chosen[column])
        draw_notes += [("given", f"{name} {row[name]}, drawn above") for name in given]
        if draw.follows is not None:
            cohesion = places.written(f"cohesion_{column}")
            draw_notes.append(("config", cohesion))
        notes[column] = [
            *(dealt.get(column) or draw_notes),
            *(("config", places.written(*path)) for path in paths),
        ]
        for copied in attribute.copied:
            notes[copied] = [("config", places.written(*paths[0], copied))]
    lines = [f"{row['node_name']} is host {index} of {settings.hosts}, from 0"]
    lines += [f"    config    {places.written(key)}" for key in ("seed", "stream")]
    for column, value in row.items():
        lines += ["", f"{column}  {value}"]
        lines += [f"    {label:10}{text}" for label, text in notes.get(column, ())]
    return "\n".join(lines) + "\n"


def _node_name(index: int) -> str:
    return str(node_names(index, 1)[0])


def _by_id(settings: HostSettings, host_id: UUID) -> int:
    """Compute the ids of the fleet in batches, until one is the one that is wanted."""
    wanted = pa.scalar(host_id.bytes, pa.binary(16))
    for start in range(0, settings.hosts, HOSTS_PER_BATCH):
        count = min(HOSTS_PER_BATCH, settings.hosts - start)
        raw = words(
            settings.stream, settings.seed, "hosts.host_id", 2 * start, 2 * count
        )
        found = pc.index(uuids(raw).storage, wanted).as_py()
        if found >= 0:
            return start + int(found)
    raise UnknownHostError(
        f"None of the {settings.hosts} hosts of the fleet has the UUID {host_id}. It"
        " may be of another seed, or of a larger fleet: --config seed=... hosts=..."
    )


def _id_notes(settings: HostSettings, index: int) -> list[Note]:
    position = 2 * index
    raw = words(settings.stream, settings.seed, "hosts.host_id", position, 2)
    return [
        ("words", f"hosts.host_id, word {position}: 0x{raw[0]:016x}"),
        ("", f"hosts.host_id, word {position + 1}: 0x{raw[1]:016x}"),
        ("fixed", "version 4 and variant 10 of RFC 9562, in bytes 6 and 8"),
    ]
