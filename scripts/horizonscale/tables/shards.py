"""Shards: consecutive parts of the table ``hosts``, each made by a job of its own.

A part is a Parquet file, sorted by host index, whose columns and types are those of
the table. Together the parts are the table, whatever their number.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from horizonscale.artifacts.files import replaced_atomically
from horizonscale.artifacts.markers import Fingerprint, read_marker
from horizonscale.config.settings import HostSettings
from horizonscale.console.progress import shown
from horizonscale.database.connection import connect
from horizonscale.database.fingerprints import combine, fingerprint
from horizonscale.tables.hosts import Fleet

# Different in each row. The values of all other columns are few: a dictionary each.
_NO_DICTIONARY = ("host_id", "host_index", "node_name")
_LOAD = "INSERT INTO hosts BY NAME FROM read_parquet($parts)"


class ShardError(RuntimeError):
    """Parts that are not what the jobs that made them left."""


def span(shard: int, shards: int, hosts: int) -> range:
    """Return the indices of the hosts in one of the shards, the first being 1."""
    return range(hosts * (shard - 1) // shards, hosts * shard // shards)


def write_part(path: Path, settings: HostSettings, hosts: range) -> None:
    """Write some of the hosts, a batch at a time, so that memory stays small."""
    import pyarrow.parquet as pq  # slow to import, and most fleets have no shards

    fleet = Fleet(settings)
    schema: pa.Schema = fleet.batch(0, 0).schema
    columns = [name for name in schema.names if name not in _NO_DICTIONARY]
    batches = fleet.batches(hosts.stop, first=hosts.start)
    with (
        replaced_atomically(path) as temporary,
        pq.ParquetWriter(
            temporary, schema, compression="zstd", use_dictionary=columns
        ) as writer,
    ):
        for batch in shown(batches, len(hosts), f"hosts of shard {path.stem}"):
            writer.write_batch(batch)


def part_contents(path: Path) -> Fingerprint:
    """Return rows and fingerprint of a part, read back from the disk.

    Raises
    ------
    duckdb.Error
        If it is no Parquet file with the columns of ``hosts``.
    """
    with connect(Path(":memory:")) as connection:
        connection.read_parquet(str(path)).create_view("hosts")
        return fingerprint(connection, "hosts")


def load_parts(
    connection: duckdb.DuckDBPyConnection,
    parts: Sequence[Path],
    markers: Sequence[Path],
) -> None:
    """Fill ``hosts`` from its parts, in their order.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    parts, markers : sequence of Path
        The parts with the marker of each.

    Raises
    ------
    ShardError
        If a part that is not what its marker says keeps them from being loaded.
    duckdb.Error
        If anything else does.
    """
    try:
        connection.execute(_LOAD, {"parts": [str(path) for path in parts]})
    except duckdb.Error:
        _refuse_changed(parts, markers)
        raise


def compare_with_parts(
    hosts: Fingerprint, parts: Sequence[Path], markers: Sequence[Path]
) -> None:
    """Compare rows and fingerprint of the table with those of the parts' markers.

    ``parts`` and ``markers`` are those of ``load_parts``.

    Raises
    ------
    ShardError
        If they differ.
    """
    expected = combine(_promises(markers))
    if hosts != expected:
        _refuse_changed(parts, markers)
        raise ShardError(
            f"The table hosts, {hosts}, is not the sum of its shards, {expected},"
            " although each of them is whole."
        )


def _refuse_changed(parts: Sequence[Path], markers: Sequence[Path]) -> None:
    """Compare each part with its marker, and name all that differ."""
    pairs = zip(parts, _promises(markers), strict=True)
    changed = [str(part) for part, promise in pairs if _seen(part) != promise]
    if changed:
        raise ShardError(
            f"Damaged or changed since they were made: {', '.join(changed)}."
            " Remove them and run again; the other shards stay."
        )


def _promises(markers: Iterable[Path]) -> list[Fingerprint]:
    return [
        marker["tables"]["hosts"] for path in markers if (marker := read_marker(path))
    ]


def _seen(part: Path) -> Fingerprint | None:
    try:
        return part_contents(part)
    except duckdb.Error:
        return None
