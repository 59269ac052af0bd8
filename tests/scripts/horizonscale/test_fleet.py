"""The fleet keeps the promises of hs1: growth, batches, independence, golden hosts."""

from collections import Counter
from copy import deepcopy
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import reference_fleet
from horizonscale.fleet import HOSTS_PER_BATCH, Fleet
from hypothesis import given, settings
from hypothesis import strategies as st

LAST_HOST = 999_999_999
GOLDEN_HOSTS = [0, 1, 2, 3, 4, 1999, 122_879, 122_880, 1_000_000, LAST_HOST]
HARDWARE = {"hardware_model", "cpu_cores", "memory_gb", "storage_capacity_mb"}
DRAWN = HARDWARE | {
    "host_id",
    "classification",
    "server_type",
    "region",
    "department",
    "application_id",
    "scenario",
    "variant",
    "risk",
}


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


def hosts(settings, count, start=0):
    return plain(Fleet(settings).batch(start, count))


def changed(default_settings, **values):
    return {**deepcopy(default_settings), **values}


def moved(entries, giver, taker, weight=0.01):
    """Return entries with some weight moved from one to another."""
    entries = deepcopy(entries)
    entries[giver]["weight"] = round(entries[giver]["weight"] - weight, 6)
    entries[taker]["weight"] = round(entries[taker]["weight"] + weight, 6)
    return entries


def differing(one: pa.Table, other: pa.Table) -> set[str]:
    return {name for name in one.column_names if not one[name].equals(other[name])}


@pytest.fixture(scope="module")
def first_20_000(default_settings):
    return hosts(default_settings, 20_000)


@pytest.fixture(scope="module")
def first_100_000(default_settings):
    return hosts(default_settings, 100_000)


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_a_smaller_fleet_is_the_beginning_of_a_larger_one(default_settings, allocation):
    small, medium, large = (
        plain(
            Fleet(changed(default_settings, hosts=count, allocation=allocation))
            .reader(count)
            .read_all()
        )
        for count in (2000, 3000, 100_000)
    )
    assert len(large) == 100_000
    assert medium.slice(0, 2000).equals(small)
    assert large.slice(0, 3000).equals(medium)


@pytest.mark.parametrize(
    ("count", "hosts_per_batch"),
    [(1, 1), (200, 1), (1000, 7), (1000, 1000), (1000, 1001), (130_000, 122_880)],
)
@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_batches_of_any_size_make_the_same_fleet(
    default_settings, allocation, count, hosts_per_batch
):
    fleet = Fleet(changed(default_settings, allocation=allocation))
    batches = list(fleet.batches(count, hosts_per_batch))
    sizes = [len(batch) for batch in batches]
    assert sum(sizes) == count
    assert set(sizes[:-1]) <= {hosts_per_batch}
    assert plain(pa.Table.from_batches(batches)).equals(plain(fleet.batch(0, count)))


@pytest.fixture(scope="module")
def fleets(default_settings):
    return {
        allocation: Fleet(changed(default_settings, allocation=allocation))
        for allocation in ("random", "quota")
    }


@given(
    allocation=st.sampled_from(["random", "quota"]),
    start=st.integers(0, LAST_HOST - 50),
    skip=st.integers(0, 30),
    count=st.integers(0, 20),
)
@settings(max_examples=60)
def test_a_batch_may_start_anywhere(fleets, allocation, start, skip, count):
    fleet = fleets[allocation]
    whole = plain(fleet.batch(start, 50))
    piece = plain(fleet.batch(start + skip, count))
    assert piece.equals(whole.slice(skip, count))


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


def test_no_hosts_are_a_table_without_rows(default_settings):
    fleet = Fleet(default_settings)
    assert fleet.reader(0).read_all().num_rows == 0
    assert list(fleet.batches(0)) == []
    assert HOSTS_PER_BATCH == 122_880


def weights_moved(key, giver, taker):
    return lambda settings: {key: moved(settings[key], giver, taker)}


def variants_moved(settings):
    scenarios = deepcopy(settings["scenarios"])
    scenarios[0]["variants"] = moved(scenarios[0]["variants"], 0, 1)
    return {"scenarios": scenarios}


def one_more(key, **entry):
    def change(settings):
        entries = deepcopy(settings[key])
        last = entries[-1]
        last["weight"] = round(last["weight"] - 0.01, 6)
        return {key: [*entries, {**last, **entry, "weight": 0.01}]}

    return change


def edited(key, number, **values):
    def change(settings):
        entries = deepcopy(settings[key])
        entries[number].update(values)
        return {key: entries}

    return change


def replaced(**values):
    return lambda settings: values


CHANGES = {
    "seed": (replaced(seed=43), DRAWN),
    "largest seed": (replaced(seed=2**64 - 1), DRAWN),
    "hosts": (replaced(hosts=77), set()),
    "calendar": (replaced(start_date="2020-01-01", end_date="2020-01-02"), set()),
    "company": (replaced(company="Another", mail_domain="other.example"), set()),
    "people": (replaced(people=3), set()),
    "keys": (replaced(keys="audited", storage_version="v1.2.0"), set()),
    "tiers": (weights_moved("criticality_tiers", 0, 1), set()),
    "applications": (replaced(applications_per_department=13), {"application_id"}),
    "allocation": (replaced(allocation="quota"), {"scenario", "variant", "risk"}),
    "region weight": (weights_moved("regions", 0, 1), {"region"}),
    "region name": (edited("regions", 2, name="south"), {"region"}),
    "one more region": (one_more("regions", name="moon"), {"region"}),
    "server type weight": (weights_moved("server_types", 1, 2), {"server_type"}),
    "one more server type": (one_more("server_types", name="z"), {"server_type"}),
    "classification weight": (
        weights_moved("classifications", 0, 1),
        {"classification"} | HARDWARE,
    ),
    "hardware weight": (weights_moved("hardware_models", 0, 1), HARDWARE),
    "hardware cores": (edited("hardware_models", 0, cpu_cores=3), {"cpu_cores"}),
    "hardware source": (edited("hardware_models", 0, source="a list"), set()),
    # A better model of other memory but the same cores and storage.
    "one more model": (
        one_more("hardware_models", name="new", memory_gb=1024),
        {"hardware_model", "memory_gb"},
    ),
    "department weight": (
        weights_moved("departments", 0, 1),
        {"department", "application_id"},
    ),
    "one more department": (
        one_more("departments", name="Treasury", code="TR"),
        {"department", "application_id"},
    ),
    "department code": (edited("departments", 0, code="RX"), {"application_id"}),
    "department division": (edited("departments", 0, division="Other"), set()),
    # A common variant stays common: the draw of the variant is its own.
    "scenario weight": (weights_moved("scenarios", 0, 1), {"scenario", "variant"}),
    "variant weight": (variants_moved, {"variant", "risk"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_moves_its_own_columns_and_no_other(
    default_settings, first_20_000, name
):
    change, columns = CHANGES[name]
    other = hosts(changed(default_settings, **change(default_settings)), 20_000)
    assert differing(first_20_000, other) == columns


@pytest.mark.parametrize(
    ("key", "column", "move"),
    [
        ("regions", "region", (0, 1)),
        ("regions", "region", (3, 2)),
        ("server_types", "server_type", (1, 2)),
        ("scenarios", "scenario", (0, 1)),
        ("departments", "department", (0, 1)),
        ("classifications", "classification", (1, 0)),
    ],
)
def test_a_moved_weight_moves_just_as_many_hosts(
    default_settings, first_100_000, key, column, move
):
    giver, taker = move
    entries = moved(default_settings[key], giver, taker)
    after = hosts(changed(default_settings, **{key: entries}), 100_000)[column]
    before = first_100_000[column]
    names = [entry["name"] for entry in default_settings[key]]
    pairs = zip(before.to_pylist(), after.to_pylist(), strict=True)
    moves = Counter(pair for pair in pairs if pair[0] != pair[1])
    assert set(moves) == {(names[giver], names[taker])}
    # 1 % of 100,000 hosts, five standard deviations either way.
    assert 843 <= moves.total() <= 1157


def test_one_more_region_takes_hosts_from_its_neighbour_alone(
    default_settings, first_100_000
):
    settings = changed(
        default_settings, **one_more("regions", name="moon")(default_settings)
    )
    before = first_100_000["region"].to_pylist()
    after = hosts(settings, 100_000)["region"].to_pylist()
    pairs = {pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]}
    assert pairs == {("asiapac", "moon")}


def test_models_of_one_classification_leave_hosts_of_the_other(
    default_settings, first_20_000
):
    models = moved(default_settings["hardware_models"], 0, 1)
    after = hosts(changed(default_settings, hardware_models=models), 20_000)
    of_hosts = first_20_000["classification"].to_pylist()
    before = first_20_000["hardware_model"].to_pylist()
    moves = [
        of
        for of, one, other in zip(
            of_hosts, before, after["hardware_model"].to_pylist(), strict=True
        )
        if one != other
    ]
    assert set(moves) == {"virtual"}


def reference_rows(settings, indices):
    return [reference_fleet.host(settings, index) for index in indices]


def rows(settings, indices):
    fleet = Fleet(settings)
    return [fleet.batch(index, 1).to_pylist()[0] for index in indices]


@pytest.mark.parametrize("allocation", ["random", "quota"])
@pytest.mark.parametrize("seed", [0, 42, 2**64 - 1])
def test_hosts_equal_those_of_the_reference(default_settings, allocation, seed):
    settings = changed(default_settings, allocation=allocation, seed=seed)
    indices = [*range(40), *range(122_875, 122_885), *GOLDEN_HOSTS]
    assert rows(settings, indices) == reference_rows(settings, indices)


@given(index=st.integers(0, LAST_HOST), seed=st.integers(0, 2**64 - 1))
@settings(max_examples=20)
def test_any_host_of_any_seed_equals_that_of_the_reference(
    default_settings, index, seed
):
    settings = {**default_settings, "seed": seed}
    assert rows(settings, [index]) == reference_rows(settings, [index])


@pytest.mark.parametrize("allocation", ["random", "quota"])
def test_an_unusual_config_equals_the_reference(default_settings, allocation):
    settings = changed(
        default_settings,
        allocation=allocation,
        seed=5,
        applications_per_department=1000 // 7,
        regions=[{"name": f"r{number}", "weight": 0.001} for number in range(1000)],
        server_types=[
            {"name": "none", "weight": 0},
            {"name": "O'Brien \"; --", "weight": 1},
            {"name": "🚀", "weight": 0.0},
        ],
        classifications=[
            {"name": "virtual", "weight": 0.000001},
            {"name": "physical", "weight": 0.999999},
        ],
        departments=[
            {"name": "A", "code": "AA", "division": "D", "weight": 0.333333},
            {"name": "B", "code": "BBBB", "division": "D", "weight": 0.666667},
        ],
    )
    indices = range(60)
    assert rows(settings, indices) == reference_rows(settings, indices)


@pytest.mark.parametrize("count", [1, 10, 85, 99, 100, 101, 2000])
def test_quota_is_exact_on_every_prefix(default_settings, count):
    table = hosts(changed(default_settings, allocation="quota"), count)
    found = Counter(
        zip(table["scenario"].to_pylist(), table["variant"].to_pylist(), strict=True)
    )
    for scenario in default_settings["scenarios"]:
        for variant in scenario["variants"]:
            share = count * scenario["weight"] * variant["weight"]
            assert abs(found[scenario["name"], variant["name"]] - share) < 1


def test_quota_does_not_depend_on_the_seed(default_settings):
    one, other = (
        hosts(changed(default_settings, allocation="quota", seed=seed), 1000)
        for seed in (1, 2)
    )
    assert differing(one, other) == DRAWN - {"scenario", "variant", "risk"}


def within_five_deviations(count: int, total: int, share: float) -> bool:
    return abs(count - total * share) <= 5 * (total * share * (1 - share)) ** 0.5


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("scenarios", "scenario"),
        ("regions", "region"),
        ("server_types", "server_type"),
        ("departments", "department"),
        ("classifications", "classification"),
    ],
)
def test_shares_of_a_large_fleet_are_the_weights(
    default_settings, first_100_000, key, column
):
    found = Counter(first_100_000[column].to_pylist())
    weights = {entry["name"]: entry["weight"] for entry in default_settings[key]}
    assert set(found) == set(weights)
    for name, weight in weights.items():
        assert within_five_deviations(found[name], 100_000, weight)


def test_variants_and_models_have_their_shares_within_their_population(
    default_settings, first_100_000
):
    for population, member, groups in [
        ("scenario", "variant", default_settings["scenarios"]),
        (
            "classification",
            "hardware_model",
            [
                {
                    "name": name,
                    "variants": [
                        model
                        for model in default_settings["hardware_models"]
                        if model["classification"] == name
                    ],
                }
                for name in ("physical", "virtual")
            ],
        ),
    ]:
        of = first_100_000[population].to_pylist()
        found = Counter(zip(of, first_100_000[member].to_pylist(), strict=True))
        totals = Counter(of)
        for group in groups:
            for entry in group["variants"]:
                count = found.pop((group["name"], entry["name"]))
                total = totals[group["name"]]
                assert within_five_deviations(count, total, entry["weight"])
        assert not found


@pytest.mark.parametrize(
    ("one", "other"),
    [("region", "scenario"), ("server_type", "region"), ("department", "scenario")],
)
def test_columns_are_drawn_independently(first_100_000, one, other):
    left, right = first_100_000[one].to_pylist(), first_100_000[other].to_pylist()
    left_counts, right_counts = Counter(left), Counter(right)
    pairs = Counter(zip(left, right, strict=True))
    for a in left_counts:
        for b in right_counts:
            share = left_counts[a] * right_counts[b] / 100_000**2
            assert within_five_deviations(pairs[a, b], 100_000, share)


def test_hardware_is_that_of_the_catalogue(default_settings, first_20_000):
    catalogue = {model["name"]: model for model in default_settings["hardware_models"]}
    columns = ["classification", *sorted(HARDWARE)]
    for row in first_20_000.select(columns).to_pylist():
        model = catalogue[row.pop("hardware_model")]
        assert {name: model[name] for name in row} == row


def test_ids_are_valid_uuids_and_unique(default_settings):
    ids = Fleet(default_settings).batch(0, 100_000).column("host_id").to_pylist()
    assert {(one.version, one.variant) for one in ids} == {(4, "specified in RFC 4122")}
    assert len(set(ids)) == 100_000
    # Each of the other 122 bits is set in about half of the ids.
    for bit in set(range(128)) - {62, 63, 76, 77, 78, 79}:
        count = sum(one.int >> bit & 1 for one in ids[:4000])
        assert within_five_deviations(count, 4000, 0.5)


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (0, "server-000000000"),
        (1999, "server-000001999"),
        (1_000_000, "server-001000000"),
        (123_456_789, "server-123456789"),
        (LAST_HOST, "server-999999999"),
    ],
)
def test_node_names_have_nine_digits(fleets, index, name):
    batch = fleets["random"].batch(index, 1)
    assert batch.column("node_name").to_pylist() == [name]
    assert batch.column("host_index").to_pylist() == [index]


def test_node_names_and_indices_go_together(first_20_000):
    names = first_20_000["node_name"].to_pylist()
    assert names == [f"server-{index:09d}" for index in range(20_000)]
    assert first_20_000["host_index"].to_pylist() == list(range(20_000))


def test_no_value_is_missing(first_20_000):
    assert all(pc.count(column, "only_null").as_py() == 0 for column in first_20_000)


def test_settings_are_only_read(default_settings):
    kept = deepcopy(default_settings)
    Fleet(default_settings).batch(0, 10)
    assert default_settings == kept


def test_golden_hosts(default_settings, matches_golden):
    golden = {
        allocation: [
            {name: str(value) for name, value in row.items()}
            for row in rows(
                changed(default_settings, allocation=allocation), GOLDEN_HOSTS
            )
        ]
        for allocation in ("random", "quota")
    }
    matches_golden("hosts.json", golden)
