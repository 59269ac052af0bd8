"""Shards together are the table, and a changed one is named."""

import itertools
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from horizonscale.artifacts.markers import write_step_marker
from horizonscale.database.connection import insert, tables_ddl
from horizonscale.database.fingerprints import combine, fingerprint
from horizonscale.tables.hosts import HOSTS_PER_BATCH, Fleet
from horizonscale.tables.shards import (
    ShardError,
    compare_with_parts,
    load_parts,
    part_contents,
    span,
    write_part,
)
from hypothesis import given
from hypothesis import strategies as st

SQL = Path(__file__).parents[3] / "sql"
DDL = tables_ddl((SQL / "create_tables.sql").read_text(encoding="utf-8"), "audited")
HOSTS = 1000
INSERT = "INSERT INTO hosts BY NAME FROM rows"


@given(hosts=st.integers(1, 10**9), shards=st.integers(1, 1000))
def test_spans_follow_each_other_and_are_of_one_size(hosts, shards):
    spans = [span(shard, shards, hosts) for shard in range(1, shards + 1)]
    assert (spans[0].start, spans[-1].stop) == (0, hosts)
    assert all(one.stop == next_.start for one, next_ in itertools.pairwise(spans))
    assert max(map(len, spans)) - min(map(len, spans)) <= 1


def tables():
    connection = duckdb.connect()
    connection.execute(DDL)
    return connection


@pytest.fixture
def whole(default_settings):
    """The table hosts, made in one go."""
    with tables() as connection:
        insert(connection, INSERT, Fleet(default_settings).reader(HOSTS))
        yield connection


@pytest.fixture
def parts(default_settings, tmp_path):
    """Three parts of it, each with its marker."""
    paths = [tmp_path / f"{shard}-of-3.parquet" for shard in (1, 2, 3)]
    for shard, path in enumerate(paths, start=1):
        write_part(path, default_settings, span(shard, 3, HOSTS))
        contents = part_contents(path)
        marker = path.with_suffix(".json")
        write_step_marker(marker, "seed_shard", "", {"hosts": contents})
    return paths


def markers(parts):
    return [path.with_suffix(".json") for path in parts]


def test_parts_loaded_are_the_table_row_for_row(whole, parts):
    with tables() as connection:
        load_parts(connection, parts, markers(parts))
        loaded = connection.execute("FROM hosts").fetchall()
    assert loaded == whole.execute("FROM hosts").fetchall()
    assert [row[1] for row in loaded] == list(range(HOSTS))


def test_parts_are_loaded_in_the_order_given_not_that_of_their_names(
    default_settings, tmp_path
):
    paths = [tmp_path / f"{shard}-of-10.parquet" for shard in range(1, 11)]
    for shard, path in enumerate(paths, start=1):
        write_part(path, default_settings, span(shard, 10, 100))
    with tables() as connection:
        load_parts(connection, paths, [])
        found = connection.execute("SELECT host_index FROM hosts").fetchall()
    assert [index for (index,) in found] == list(range(100))


def test_fingerprints_of_parts_combine_into_that_of_the_table(whole, parts):
    combined = combine(part_contents(path) for path in parts)
    assert combined == fingerprint(whole, "hosts")
    assert combined["rows"] == HOSTS
    compare_with_parts(combined, parts, markers(parts))


def test_the_order_of_parts_does_not_matter_to_the_combination(parts):
    contents = [part_contents(path) for path in parts]
    assert combine(contents) == combine(reversed(contents))
    assert combine(contents[:2]) != combine(contents)


def test_no_parts_are_an_empty_table(whole):
    whole.execute("DELETE FROM hosts")
    assert combine([]) == fingerprint(whole, "hosts")


def test_columns_have_the_types_of_the_table(parts):
    with tables() as connection:
        wanted = connection.execute("DESCRIBE hosts").fetchall()
        connection.read_parquet(str(parts[0])).create_view("part")
        found = connection.execute("DESCRIBE part").fetchall()
    assert {row[:2] for row in found} == {row[:2] for row in wanted}


def test_names_of_few_values_are_dictionaries_and_ids_are_uuids(parts):
    file = pq.ParquetFile(parts[0])
    group = file.metadata.row_group(0)
    columns = [group.column(index) for index in range(group.num_columns)]
    plain = {c.path_in_schema for c in columns if not c.has_dictionary_page}
    assert plain == {"host_id", "host_index", "node_name"}
    assert str(file.schema.column(0).logical_type) == "UUID"


def test_a_part_of_many_hosts_is_written_in_batches(
    default_settings, tmp_path, monkeypatch
):
    sizes = []
    write_batch = pq.ParquetWriter.write_batch

    def counted(self, batch):
        sizes.append(len(batch))
        write_batch(self, batch)

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", counted)
    hosts = range(7, 7 + 2 * HOSTS_PER_BATCH + 5)
    write_part(tmp_path / "part.parquet", default_settings, hosts)
    assert sizes == [HOSTS_PER_BATCH, HOSTS_PER_BATCH, 5]
    index = pq.read_table(tmp_path / "part.parquet", columns=["host_index"])
    assert index.column(0).combine_chunks().equals(pa.array(list(hosts)))


def test_a_failure_leaves_no_part(default_settings, tmp_path, monkeypatch):
    def fail(self, batch):
        raise OSError("no space left")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", fail)
    with pytest.raises(OSError, match="no space"):
        write_part(tmp_path / "part.parquet", default_settings, range(10))
    assert list(tmp_path.iterdir()) == []


def damage_end(path, parts):
    path.write_bytes(path.read_bytes()[:-1])


def damage_nothing_left(path, parts):
    path.write_bytes(b"")


def swap_for_another(path, parts):
    path.write_bytes(parts[0].read_bytes())


def change_one_value(path, parts):
    table = pq.read_table(path)
    cores = table["cpu_cores"].to_pylist()
    index = table.column_names.index("cpu_cores")
    other = pa.array([cores[0] + 1, *cores[1:]], pa.int32())
    pq.write_table(table.set_column(index, "cpu_cores", other), path)


def load_and_compare(parts):
    with tables() as connection:
        load_parts(connection, parts, markers(parts))
        contents = fingerprint(connection, "hosts")
        compare_with_parts(contents, parts, markers(parts))


@pytest.mark.parametrize(
    "change",
    [damage_end, damage_nothing_left, swap_for_another, change_one_value],
)
def test_a_changed_part_is_named(parts, change):
    change(parts[1], parts)
    with pytest.raises(ShardError) as refused:
        load_and_compare(parts)
    assert [str(path) in str(refused.value) for path in parts] == [False, True, False]


def test_a_table_that_cannot_be_filled_is_not_the_fault_of_whole_parts(parts):
    with tables() as connection:
        connection.execute("DROP TABLE hosts")
        with pytest.raises(duckdb.Error, match="hosts"):
            load_parts(connection, parts, markers(parts))


def test_a_table_that_is_not_its_parts_is_refused(whole, parts):
    whole.execute("UPDATE hosts SET region = 'moon' WHERE host_index = 999")
    contents = fingerprint(whole, "hosts")
    with pytest.raises(ShardError, match="not the sum of its shards"):
        compare_with_parts(contents, parts, markers(parts))


def test_a_part_taken_twice_does_not_pass_for_another(whole, parts):
    """Two equal parts cancel out in the fingerprint, but not in the rows."""
    contents = fingerprint(whole, "hosts")
    doubled = [*parts, parts[0], parts[0]]
    with pytest.raises(ShardError):
        compare_with_parts(contents, doubled, markers(doubled))


def test_whole_parts_pass(parts):
    load_and_compare(parts)
    promised = json.loads(markers(parts)[0].read_text())["tables"]["hosts"]
    assert promised["rows"] == len(span(1, 3, HOSTS))
