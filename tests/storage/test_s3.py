"""No shared file system: clones that have nothing in common but a bucket."""

import duckdb
from workflow.conftest import CHAIN, Workflow, copy_sources

DATABASE = "results/horizonscale_synth.db"


def test_clones_share_a_fleet_through_a_bucket_alone(clone, prefix, tmp_path):
    first, second, third = clone("first"), clone("second"), clone("third")
    run = first.stored("--until", "schema")
    assert run.status == 0, run.text
    assert run.rules == ["db_create", "schema"]

    # Another clone goes on from there, and keeps nothing of it.
    run = second.stored("genesis")
    assert run.status == 0, run.text
    assert run.rules == ["seed_hosts", "calendar", "audit", "genesis"]
    assert not list(second.folder.rglob("*.db"))

    copy_sources(tmp_path / "local")
    local = Workflow(tmp_path / "local")
    assert local.genesis().status == 0
    assert prefix.receipts == local.receipts
    (tmp_path / "fetched.db").write_bytes(prefix.read(DATABASE))
    with duckdb.connect(str(tmp_path / "fetched.db")) as fetched:
        hosts = fetched.execute("FROM fleet ORDER BY host_index").fetchall()
        fetched.execute("DELETE FROM hosts WHERE host_index = 1999")
    assert hosts == local.query("FROM fleet ORDER BY host_index")

    # A lost object is restored, and a changed one does not pass for the fleet.
    prefix.delete(DATABASE)
    assert second.stored("genesis").rules == ["genesis"]
    assert second.stored("genesis").did_nothing
    assert second.stored("verify").status == 0
    exported = second.stored("export")
    assert exported.status == 0, exported.text
    assert len(prefix.read("results/export/csv/hosts.csv").splitlines()) == 2001
    prefix.write(DATABASE, (tmp_path / "fetched.db").read_bytes())
    changed = second.stored("verify")
    assert changed.status != 0
    assert "host_count" in changed.text

    # Another config is not taken in by the markers that are there, though this clone
    # has never run before.
    made = prefix.receipts
    run = third.stored("genesis", "--config", "seed=7", "shards=2")
    assert run.status == 0, run.text
    assert run.rules == [*["seed_shard"] * 2, "seed_hosts", *CHAIN[3:]]
    assert prefix.receipts != made
    # Nor by the shards of a third one.
    run = first.stored("genesis", "--config", "seed=8", "shards=2")
    assert run.status == 0, run.text
    assert run.rules == [*["seed_shard"] * 2, "seed_hosts", *CHAIN[3:]]
