"""The plan: figures from the last benchmark, and a refusal of what cannot fit."""

import json
from collections import namedtuple

import pytest
from horizonscale import plan as planning
from horizonscale.performance import at, read_benchmark
from horizonscale.plan import (
    free_bytes,
    plan,
    plan_text,
    refusal_text,
    shares_blocks,
    size_text,
)

GB = 10**9
RUNS = [
    {
        "hosts": 10_000_000,
        "keys": "audited",
        "seconds": 6.0,
        "file_bytes": 300e6,
        "peak_memory_bytes": 0.9e9,
    },
    {
        "hosts": 1_000_000,
        "keys": "audited",
        "seconds": 1.5,
        "file_bytes": 30e6,
        "peak_memory_bytes": 0.3e9,
    },
    {
        "hosts": 1_000_000,
        "keys": "enforced",
        "seconds": 15.0,
        "file_bytes": 200e6,
        "peak_memory_bytes": 0.5e9,
    },
]


@pytest.fixture
def benchmark(tmp_path):
    path = tmp_path / "performance.json"
    path.write_text(json.dumps({"seeding": RUNS}))
    return path


@pytest.fixture
def disk(monkeypatch):
    """A disk without reflinks, of so many free bytes."""

    def of(free):
        usage = namedtuple("Usage", "total used free")
        monkeypatch.setattr(
            planning.shutil, "disk_usage", lambda _: usage(free, 0, free)
        )
        monkeypatch.setattr(planning, "shares_blocks", lambda _: False)

    of(100 * GB)
    return of


def fleet(default_settings, **changes):
    return {**default_settings, "keys": "audited", **changes}


def test_runs_of_other_keys_are_not_read(benchmark):
    assert [run["hosts"] for run in read_benchmark(benchmark, "audited")] == [1e6, 1e7]
    assert [run["seconds"] for run in read_benchmark(benchmark, "enforced")] == [15.0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"seeding": 3}',
        '{"seeding": [7]}',
        '{"seeding": [{"keys": "audited", "hosts": "many"}]}',
        '{"seeding": [{"keys": "audited", "hosts": 5}]}',
        "\udcff",
    ],
)
def test_a_benchmark_that_cannot_be_read_is_none(tmp_path, text):
    path = tmp_path / "performance.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert list(read_benchmark(path, "audited")) == []
    assert list(read_benchmark(tmp_path / "missing.json", "audited")) == []


@pytest.mark.parametrize(
    ("hosts", "seconds"),
    [
        (2_000, 1.5),
        (1_000_000, 1.5),
        (5_500_000, 3.75),
        (10_000_000, 6.0),
        (19_000_000, 10.5),
    ],
)
def test_figures_lie_on_the_line_through_the_runs(benchmark, hosts, seconds):
    points = read_benchmark(benchmark, "audited")
    assert at(points, "seconds", hosts) == pytest.approx(seconds)


def test_a_single_run_counts_by_the_host(benchmark):
    points = read_benchmark(benchmark, "enforced")
    assert at(points, "seconds", 4_000_000) == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("first", "step_files", "shards", "copies"),
    [
        ("seed_hosts", "kept", 1, 3),
        ("calendar", "kept", 1, 2),
        ("genesis", "kept", 1, 1),
        ("seed_hosts", "removed", 1, 2),
        ("calendar", "removed", 1, 2),
        (None, "kept", 1, 0),
        (None, "kept", 9, 0),
    ],
)
def test_a_run_needs_the_copies_that_it_writes(
    default_settings, tmp_path, disk, benchmark, first, step_files, shards, copies
):
    settings = fleet(
        default_settings, hosts=10_000_000, step_files=step_files, shards=shards
    )
    found = plan(settings, first, tmp_path, benchmark)
    assert found.disk_bytes == copies * 300e6
    assert found.seconds == 6.0
    assert found.memory_bytes == 0.9e9


def test_shards_need_room_too(default_settings, tmp_path, disk, benchmark):
    settings = fleet(default_settings, hosts=10_000_000, shards=4)
    found = plan(settings, "seed_hosts", tmp_path, benchmark)
    assert found.disk_bytes == 900e6 + 240e6


def test_reflinks_need_the_database_once(
    default_settings, tmp_path, disk, benchmark, monkeypatch
):
    monkeypatch.setattr(planning, "shares_blocks", lambda _: True)
    settings = fleet(default_settings, hosts=10_000_000)
    found = plan(settings, "seed_hosts", tmp_path, benchmark)
    assert found.disk_bytes == 300e6


def test_what_does_not_fit_does_not_fit_by_one_byte(
    default_settings, tmp_path, disk, benchmark
):
    settings = fleet(default_settings, hosts=10_000_000)
    disk(900_000_000)
    assert plan(settings, "seed_hosts", tmp_path, benchmark).fits
    disk(899_999_999)
    assert not plan(settings, "seed_hosts", tmp_path, benchmark).fits


def test_without_a_benchmark_sizes_are_known_and_the_time_is_not(
    default_settings, tmp_path, disk
):
    settings = fleet(default_settings, hosts=100_000_000)
    found = plan(settings, "seed_hosts", tmp_path, tmp_path / "none.json")
    assert 3 * GB < found.file_bytes < 3.5 * GB
    assert found.seconds is None
    assert "no benchmark yet" in plan_text(found, tmp_path)


def test_the_plan_in_words(default_settings, tmp_path, disk, benchmark):
    settings = fleet(default_settings, hosts=10_000_000, shards=4)
    text = plan_text(plan(settings, "seed_hosts", tmp_path, benchmark), tmp_path)
    for words in ("10,000,000", "audited", "4 shards", "300 MB", "1.1 GB", "100 GB"):
        assert words in text
    assert "about 6 s, from the last benchmark" in text


@pytest.mark.parametrize(
    ("changes", "ways", "not_ways"),
    [
        ({}, ["step_files", "fewer hosts", "--directory"], ["keys: audited"]),
        ({"step_files": "removed"}, ["fewer hosts"], ["step_files", "keys: audited"]),
        ({"keys": "enforced"}, ["keys: audited", "step_files"], []),
    ],
)
def test_a_refusal_says_what_is_needed_what_is_there_and_what_would_do(
    default_settings, tmp_path, disk, changes, ways, not_ways
):
    disk(5 * GB)
    settings = fleet(default_settings, hosts=900_000_000, **changes)
    found = plan(settings, "seed_hosts", tmp_path, tmp_path / "none.json")
    text = refusal_text(found, settings, tmp_path)
    assert "900,000,000 hosts" in text
    assert size_text(found.disk_bytes) in text
    assert "5.0 GB" in text
    assert all(way in text for way in ways)
    assert not any(way in text for way in not_ways)


@pytest.mark.parametrize(
    ("first", "free"),
    [("seed_hosts", 1140), ("calendar", 1070), ("genesis", 1000), (None, 1000)],
)
def test_room_of_step_files_that_a_run_replaces_counts_as_free(
    tmp_path, disk, first, free
):
    disk(1000)
    results = tmp_path / "results"
    assert free_bytes(results, first) == 1000
    (results / "steps").mkdir(parents=True)
    for name in ("seed_hosts.db", "calendar.db", "schema.db"):
        (results / "steps" / name).write_bytes(bytes(70))
    (results / "horizonscale_synth.db").write_bytes(bytes(70))
    assert free_bytes(results, first) == free


def test_the_trial_of_reflinks_leaves_nothing(tmp_path):
    before = tmp_path.stat().st_mtime_ns
    assert shares_blocks(tmp_path / "not" / "yet") in (True, False)
    assert list(tmp_path.iterdir()) == []
    assert tmp_path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(4.2e6, "4.2 MB"), (314e6, "314 MB"), (3.1e9, "3.1 GB"), (5e15, "5000 TB")],
)
def test_sizes_in_words(size_bytes, text):
    assert size_text(size_bytes) == text
