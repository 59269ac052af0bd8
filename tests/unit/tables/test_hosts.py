"""The fleet keeps the promises of hs1: growth, batches, independence, golden hosts."""

from collections import Counter
from copy import deepcopy
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import reference_fleet
from configs import DEFAULT, edited, settings
from horizonscale.config.attributes import COHESIVE_ATTRIBUTES, WEIGHTED_ATTRIBUTES
from horizonscale.tables.hosts import HOSTS_PER_BATCH, Fleet
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

LAST_HOST = 999_999_999
GOLDEN_HOSTS = [0, 1, 2, 3, 4, 1999, 122_879, 122_880, 1_000_000, LAST_HOST]
ALLOCATIONS = ("random", "quota")
HARDWARE = {"hardware_model", "cpu_cores", "memory_gb", "storage_capacity_mb"}
DRAWN = HARDWARE | {
    "host_id",
    "classification",
    *WEIGHTED_ATTRIBUTES,
    "department",
    "application_id",
    "scenario",
    "variant",
    "risk",
}
FOLLOWING = HARDWARE | {
    "region",
    "server_type",
    "classification",
    "scenario",
    "variant",
}
ALONE = {f"cohesion_{column}": 0 for column in COHESIVE_ATTRIBUTES}


def plain(batch: pa.RecordBatch | pa.Table) -> pa.Table:
    """Return a table without dictionaries, to compare values alone."""
    table = (
        pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    )
    columns = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        columns[name] = column.storage if name == "host_id" else column
    return pa.table(columns)


def hosts(count: int, **changes: Any) -> pa.Table:
    return plain(Fleet(settings(**changes)).batch(0, count))


def moved(key: str, giver: int, taker: int, weight: float = 0.01) -> dict[str, Any]:
    """Return the default entries of a key, some weight moved from one to another."""
    return {key: move(deepcopy(DEFAULT[key]), giver, taker, weight)}


def move(entries: list, giver: int, taker: int, weight: float = 0.01) -> list:
    entries[giver]["weight"] = round(entries[giver]["weight"] - weight, 6)
    entries[taker]["weight"] = round(entries[taker]["weight"] + weight, 6)
    return entries


def variants_moved() -> dict[str, Any]:
    scenarios = deepcopy(DEFAULT["scenarios"])
    move(scenarios[0]["variants"], 0, 1)
    return {"scenarios": scenarios}


def one_more(key: str, **entry: Any) -> dict[str, Any]:
    """Return the default entries of a key, and one that takes 1 % from the last."""
    entries = deepcopy(DEFAULT[key])
    more = {**entries[-1], **entry, "weight": 0.0}
    return {key: move([*entries, more], -2, -1)}


@pytest.fixture(scope="module")
def first_20_000() -> pa.Table:
    return hosts(20_000)


@pytest.fixture(scope="module")
def first_100_000() -> pa.Table:
    return hosts(100_000)


@pytest.fixture(scope="module")
def fleets() -> dict[str, Fleet]:
    return {kind: Fleet(settings(allocation=kind)) for kind in ALLOCATIONS}


@pytest.mark.parametrize("allocation", ALLOCATIONS)
def test_a_smaller_fleet_is_the_beginning_of_a_larger_one(allocation):
    small, medium, large = (
        plain(Fleet(settings(hosts=n, allocation=allocation)).reader(n).read_all())
        for n in (2000, 3000, 100_000)
    )
    assert len(large) == 100_000
    assert medium.slice(0, 2000).equals(small)
    assert large.slice(0, 3000).equals(medium)


@pytest.mark.parametrize("allocation", ALLOCATIONS)
@pytest.mark.parametrize(
    ("count", "size"),
    [(1, 1), (200, 1), (1000, 7), (1000, 1000), (130_000, HOSTS_PER_BATCH)],
)
def test_batches_of_any_size_make_the_same_fleet(fleets, allocation, count, size):
    fleet = fleets[allocation]
    batches = list(fleet.batches(count, size))
    assert {len(batch) for batch in batches[:-1]} <= {size}
    assert plain(pa.Table.from_batches(batches)).equals(plain(fleet.batch(0, count)))


@given(
    allocation=st.sampled_from(ALLOCATIONS),
    start=st.integers(0, LAST_HOST - 50),
    skip=st.integers(0, 30),
    count=st.integers(0, 20),
)
@examples(max_examples=30)
def test_a_batch_may_start_anywhere(fleets, allocation, start, skip, count):
    fleet = fleets[allocation]
    piece = plain(fleet.batch(start + skip, count))
    assert piece.equals(plain(fleet.batch(start, 50)).slice(skip, count))


def test_batches_may_start_anywhere(fleets):
    fleet = fleets["random"]
    batches = list(fleet.batches(1000, 70, first=333))
    assert [len(batch) for batch in batches] == [70] * 9 + [37]
    found = plain(pa.Table.from_batches(batches))
    assert found.equals(plain(fleet.batch(333, 667)))


def test_an_abandoned_reader_makes_no_more_than_a_few_batches(fleets, monkeypatch):
    fleet, made = fleets["random"], []
    make = fleet.batch

    def counted(start, count):
        made.append(start)
        return make(start, count)

    monkeypatch.setattr(fleet, "batch", counted)
    batches = fleet.batches(10**9, 10)
    assert len(list(islice(batches, 3))) == 3
    batches.close()
    assert len(made) < 20


def test_no_hosts_are_a_table_without_rows(fleets):
    assert fleets["random"].reader(0).read_all().num_rows == 0
    assert list(fleets["random"].batches(0)) == []
    assert HOSTS_PER_BATCH == 122_880  # one row group of DuckDB


CHANGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "seed": ({"seed": 43}, DRAWN),
    "largest seed": ({"seed": 2**64 - 1}, DRAWN),
    "what is no host's": (
        {
            "hosts": 77,
            "start_date": "2020-01-01",
            "company": "Another",
            "mail_domain": "other.example",
            "people": 3,
            "keys": "audited",
            "storage_version": "v1.2.0",
            **moved("criticality_tiers", 0, 1),
            "application_kinds": [{"name": "Anything"}],
        },
        set(),
    ),
    "applications": (
        {"applications_per_department": 13},
        FOLLOWING | {"application_id"},
    ),
    "allocation": ({"allocation": "quota"}, {"scenario", "variant", "risk"}),
    "region weight": (moved("regions", 0, 1), {"region"}),
    "region name": (edited("regions", 2, name="south"), {"region"}),
    "one more region": (one_more("regions", name="moon"), {"region"}),
    "server type weight": (moved("server_types", 1, 2), {"server_type"}),
    "classification weight": (
        moved("classifications", 0, 1),
        {"classification"} | HARDWARE,
    ),
    "hardware weight": (moved("hardware_models", 0, 1), HARDWARE),
    "hardware cores": (edited("hardware_models", 0, cpu_cores=3), {"cpu_cores"}),
    "hardware source": (edited("hardware_models", 0, source="a list"), set()),
    "one more model": (
        one_more("hardware_models", name="new", memory_gb=1024),
        HARDWARE,
    ),
    "department weight": (
        moved("departments", 0, 1),
        FOLLOWING | {"department", "application_id"},
    ),
    "role weight": (moved("roles", 0, 1), FOLLOWING - {"region"} | {"role"}),
    "environment weight": (moved("environments", 0, 1), {"environment"}),
    "cohesion": ({"cohesion_region": 0.5}, {"region"}),
    "one more department": (
        one_more("departments", name="Treasury", code="TR"),
        FOLLOWING | {"department", "application_id"},
    ),
    "department code": (
        edited("departments", 0, code="RX"),
        FOLLOWING | {"application_id"},
    ),
    "department division": (edited("departments", 0, division="Other"), set()),
    # A common variant stays common: the draw of the variant is its own.
    "scenario weight": (moved("scenarios", 0, 1), {"scenario", "variant"}),
    "variant weight": (variants_moved(), {"variant", "risk"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_moves_its_own_columns_and_no_other(first_20_000, name):
    change, columns = CHANGES[name]
    other = hosts(20_000, **change)
    names = first_20_000.column_names
    assert {one for one in names if first_20_000[one] != other[one]} == columns


@pytest.mark.parametrize(
    ("key", "giver", "taker"),
    [
        ("regions", 0, 1),
        ("regions", 3, 2),
        ("scenarios", 0, 1),
        ("departments", 0, 1),
        ("classifications", 1, 0),
    ],
)
def test_a_moved_weight_moves_just_as_many_hosts(first_100_000, key, giver, taker):
    before = first_100_000[key[:-1]].to_pylist()
    after = hosts(100_000, **moved(key, giver, taker))[key[:-1]].to_pylist()
    moves = Counter(one for one in zip(before, after, strict=True) if one[0] != one[1])
    names = [entry["name"] for entry in DEFAULT[key]]
    assert set(moves) == {(names[giver], names[taker])}
    # 1 % of 100,000 hosts, five standard deviations either way.
    assert 843 <= moves.total() <= 1157


def test_one_more_region_takes_hosts_from_its_neighbour_alone(first_20_000):
    before = first_20_000["region"].to_pylist()
    after = hosts(20_000, **one_more("regions", name="moon"))["region"].to_pylist()
    pairs = {pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]}
    assert pairs == {("asiapac", "moon")}


def test_models_of_one_classification_leave_hosts_of_the_other(first_20_000):
    after = hosts(20_000, **moved("hardware_models", 0, 1))["hardware_model"]
    differs = pc.not_equal(first_20_000["hardware_model"], after)
    changed = first_20_000["classification"].filter(differs)
    assert set(changed.to_pylist()) == {"physical"}


def equals_reference(values: dict[str, Any], indices: list[int]) -> bool:
    fleet = Fleet(settings(**values))
    found = [fleet.batch(index, 1).to_pylist()[0] for index in indices]
    values = {**DEFAULT, **values}
    return found == [reference_fleet.host(values, index) for index in indices]


@pytest.mark.parametrize("allocation", ALLOCATIONS)
@pytest.mark.parametrize("seed", [0, 42, 2**64 - 1])
def test_hosts_equal_those_of_the_reference(allocation, seed):
    indices = [*range(20), *range(122_878, 122_882), *GOLDEN_HOSTS]
    assert equals_reference({"allocation": allocation, "seed": seed}, indices)


@given(index=st.integers(0, LAST_HOST), seed=st.integers(0, 2**64 - 1))
@examples(max_examples=20)
def test_any_host_of_any_seed_equals_that_of_the_reference(index, seed):
    assert equals_reference({"seed": seed}, [index])


@pytest.mark.parametrize("allocation", ALLOCATIONS)
def test_an_unusual_config_equals_the_reference(allocation):
    values = {
        "allocation": allocation,
        "seed": 5,
        "applications_per_department": 142,
        "regions": [{"name": f"r{n}", "weight": 0.001} for n in range(1000)],
        "server_types": [
            {"name": "none", "weight": 0},
            {"name": "O'Brien \"; --", "weight": 1},
            {"name": "🚀", "weight": 0.0},
        ],
        "classifications": [
            {"name": "virtual", "weight": 0.000001},
            {"name": "physical", "weight": 0.999999},
        ],
        "hardware_models": [
            {name: value for name, value in model.items() if name != "server_types"}
            for model in DEFAULT["hardware_models"]
        ],
        "roles": [{"name": "all", "weight": 1}],
        "cohesion_region": 1,
        "cohesion_classification": 0,
        "cohesion_scenario": 0.000001,
        "departments": [
            {"name": "A", "code": "AA", "division": "D", "weight": 0.333333},
            {"name": "B", "code": "BBBB", "division": "D", "weight": 0.666667},
        ],
    }
    assert equals_reference(values, [*range(40)])


@pytest.mark.parametrize("count", [1, 10, 85, 99, 100, 101, 2000])
def test_quota_is_exact_on_every_prefix(fleets, default_settings, count):
    table = plain(fleets["quota"].batch(0, count))
    found = Counter(
        zip(table["scenario"].to_pylist(), table["variant"].to_pylist(), strict=True)
    )
    for one in default_settings.behaviours:
        assert abs(found[one.scenario, one.variant] - count * one.weight) < 1


def test_quota_does_not_depend_on_the_seed():
    one, other = (hosts(1000, allocation="quota", seed=seed) for seed in (1, 2))
    for column in ("scenario", "variant", "risk"):
        assert one[column].equals(other[column])


def is_close(count: int, total: int, share: float) -> bool:
    """Whether a count is within five standard deviations of its mean."""
    return abs(count - total * share) <= 5 * (total * share * (1 - share)) ** 0.5


@pytest.mark.parametrize(
    "key",
    ["scenarios", "departments", "classifications", *WEIGHTED_ATTRIBUTES.values()],
)
def test_shares_of_a_large_fleet_are_the_weights(first_100_000, key):
    found = Counter(first_100_000[key[:-1]].to_pylist())
    weights = {entry["name"]: entry["weight"] for entry in DEFAULT[key]}
    assert set(found) == set(weights)
    assert all(is_close(found[one], 100_000, weights[one]) for one in weights)


def test_variants_have_their_shares_within_their_scenario(first_100_000):
    scenarios = first_100_000["scenario"].to_pylist()
    variants = first_100_000["variant"].to_pylist()
    totals = Counter(scenarios)
    found = Counter(zip(scenarios, variants, strict=True))
    for scenario in DEFAULT["scenarios"]:
        for variant in scenario["variants"]:
            count = found[scenario["name"], variant["name"]]
            assert is_close(count, totals[scenario["name"]], variant["weight"])


def test_models_have_their_shares_among_those_that_fit_if_nobody_follows():
    alone = hosts(100_000, **ALONE)
    kinds = [alone[name].to_pylist() for name in ("classification", "server_type")]
    totals = Counter(zip(*kinds, strict=True))
    found = Counter(zip(*kinds, alone["hardware_model"].to_pylist(), strict=True))
    assert len(found) > 40
    for (classification, server_type, name), count in found.items():
        fitting = {
            model["name"]: model["weight"]
            for model in DEFAULT["hardware_models"]
            if model["classification"] == classification
            and server_type in model["server_types"]
        }
        share = fitting[name] / sum(fitting.values())
        assert is_close(count, totals[classification, server_type], share)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("region", "scenario"),
        ("server_type", "region"),
        ("department", "scenario"),
        ("role", "environment"),
    ],
)
def test_columns_are_drawn_independently_if_nobody_follows(one, other):
    alone = hosts(100_000, **ALONE)
    left, right = alone[one].to_pylist(), alone[other].to_pylist()
    lefts, rights = Counter(left), Counter(right)
    pairs = Counter(zip(left, right, strict=True))
    for a in lefts:
        for b in rights:
            share = lefts[a] * rights[b] / 100_000**2
            assert is_close(pairs[a, b], 100_000, share)


def agreement(table: pa.Table, column: str) -> float:
    """Return how often two hosts of one application and role have the same value."""
    names = ["application_id", "role"]
    of_owner = table.group_by(names).aggregate([([], "count_all")])
    of_value = table.group_by([*names, column]).aggregate([([], "count_all")])

    def pairs(counts: pa.Table) -> int:
        return sum(n * (n - 1) for n in counts["count_all"].to_pylist())

    return pairs(of_value) / pairs(of_owner)


@pytest.mark.parametrize(
    ("column", "least"),
    [
        ("server_type", 0.75),
        ("region", 0.5),
        ("classification", 0.75),
        ("hardware_model", 0.5),
        ("scenario", 0.5),
    ],
)
def test_hosts_of_one_application_and_role_agree(first_20_000, column, least):
    assert agreement(first_20_000, column) > least


def test_hardware_is_that_of_the_catalogue(first_20_000):
    catalogue = {model["name"]: model for model in DEFAULT["hardware_models"]}
    columns = ["classification", *sorted(HARDWARE)]
    rows = first_20_000.select(columns).group_by(columns).aggregate([]).to_pylist()
    for row in rows:
        model = catalogue[row.pop("hardware_model")]
        assert {name: model[name] for name in row} == row


def test_ids_are_valid_uuids_and_unique(fleets):
    ids = fleets["random"].batch(0, 20_000).column("host_id").to_pylist()
    assert {(one.version, one.variant) for one in ids} == {(4, "specified in RFC 4122")}
    assert len(set(ids)) == 20_000
    # Each of the other 122 bits is set in about half of the ids.
    for bit in set(range(128)) - {62, 63, 76, 77, 78, 79}:
        assert is_close(sum(one.int >> bit & 1 for one in ids[:4000]), 4000, 0.5)


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (0, "server-000000000"),
        (1999, "server-000001999"),
        (123_456_789, "server-123456789"),
        (LAST_HOST, "server-999999999"),
    ],
)
def test_node_names_have_nine_digits(fleets, index, name):
    batch = fleets["random"].batch(index, 1)
    assert batch.column("node_name").to_pylist() == [name]
    assert batch.column("host_index").to_pylist() == [index]


def test_names_and_indices_go_together_and_no_value_is_missing(first_20_000):
    names = first_20_000["node_name"].to_pylist()
    assert names == [f"server-{index:09d}" for index in range(20_000)]
    assert first_20_000["host_index"].to_pylist() == [*range(20_000)]
    assert not any(column.null_count for column in first_20_000)


def test_golden_hosts(fleets, matches_golden):
    golden = {
        allocation: [
            {name: str(value) for name, value in row.items()}
            for index in GOLDEN_HOSTS
            for row in fleets[allocation].batch(index, 1).to_pylist()
        ]
        for allocation in ALLOCATIONS
    }
    matches_golden("hosts.json", golden)
