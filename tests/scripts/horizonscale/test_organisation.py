"""The hierarchy: the same every time, and each application by itself."""

import random
from collections import Counter
from copy import deepcopy

import pytest
from faker import Faker
from horizonscale.fleet import Fleet
from horizonscale.organisation import application_id, hierarchy, people
from reference_fleet import entry
from reference_philox import word

PEOPLE = {
    "application_manager",
    "application_manager_email",
    "business_owner",
    "business_owner_email",
}


def rows(settings):
    return {row["application_id"]: row for row in hierarchy(settings).to_dicts()}


def differing(one, other):
    """Return the columns in which applications of both differ."""
    return {
        column
        for key in one.keys() & other.keys()
        for column in one[key]
        if one[key][column] != other[key][column]
    }


@pytest.fixture(scope="module")
def default(default_settings):
    return rows(default_settings)


def test_one_row_an_application(default_settings, default):
    assert len(default) == hierarchy(default_settings).height == 7 * 12
    assert {row["department"] for row in default.values()} == {
        department["name"] for department in default_settings["departments"]
    }
    assert all(value for row in default.values() for value in row.values())


@pytest.mark.parametrize(
    "column", ["application_id", "application_name", "cost_centre"]
)
@pytest.mark.parametrize("size", [1, 12, 500])
def test_names_and_numbers_are_unique(default_settings, column, size):
    frame = hierarchy({**default_settings, "applications_per_department": size})
    assert frame[column].n_unique() == frame.height == 7 * size


@pytest.mark.parametrize(
    ("rank", "text"), [(1, "RB-001"), (99, "RB-099"), (500, "RB-500")]
)
def test_application_ids(rank, text):
    assert application_id("RB", rank) == text


def test_hosts_belong_to_applications_of_their_department(default_settings, default):
    owners = Fleet(default_settings).batch(0, 20_000)
    pairs = zip(
        owners.column("application_id").to_pylist(),
        owners.column("department").to_pylist(),
        strict=True,
    )
    assert all(default[one]["department"] == department for one, department in pairs)


def test_the_largest_application_has_a_tenth_of_the_hosts(default_settings):
    owned = Fleet(default_settings).batch(0, 100_000).column("application_id")
    counts = [count for _, count in Counter(owned.to_pylist()).most_common()]
    assert 0.09 < counts[0] / 100_000 < 0.11
    assert 0.35 < sum(counts[:10]) / 100_000 < 0.50


def test_it_is_the_same_every_time_whatever_else_is_drawn(default_settings, default):
    Faker.seed(1)
    random.seed(1)
    Faker().name()
    random.random()
    assert rows(default_settings) == default


def test_it_leaves_the_state_of_others_alone(default_settings):
    random.seed(1)
    state = random.getstate()
    Faker.seed(7)
    name = Faker().name()
    Faker.seed(7)
    hierarchy(default_settings)
    assert Faker().name() == name
    assert random.getstate() == state


@pytest.mark.parametrize("place", [0, 3, 7])
def test_one_more_department_leaves_the_others(default_settings, default, place):
    settings = deepcopy(default_settings)
    treasury = {"name": "Treasury", "code": "TR", "division": "Group", "weight": 0.0}
    settings["departments"].insert(place, treasury)
    more = rows(settings)
    assert len(more) == len(default) + 12
    assert {key: more[key] for key in default} == default


def test_a_department_less_leaves_the_others(default_settings, default):
    settings = deepcopy(default_settings)
    del settings["departments"][2]
    fewer = rows(settings)
    assert len(fewer) == len(default) - 12
    assert {key: default[key] for key in fewer} == fewer


@pytest.mark.parametrize("size", [1, 11, 13, 40])
def test_another_number_of_applications_leaves_the_others(
    default_settings, default, size
):
    other = rows({**default_settings, "applications_per_department": size})
    assert len(other.keys() & default.keys()) == 7 * min(size, 12)
    assert differing(default, other) == set()


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({"company": "Other"}, {"company"}),
        ({"seed": 43}, PEOPLE | {"criticality_tier"}),
        ({"people": 61}, PEOPLE),
        ({"hosts": 5, "allocation": "quota"}, set()),
        (
            {"mail_domain": "other.example"},
            {"application_manager_email", "business_owner_email"},
        ),
        (
            {
                "criticality_tiers": [
                    {"name": "tier-1", "weight": 0.2},
                    {"name": "tier-2", "weight": 0.8},
                ]
            },
            {"criticality_tier"},
        ),
    ],
)
def test_a_change_moves_its_own_columns(default_settings, default, change, columns):
    assert differing(default, rows({**default_settings, **change})) == columns


def test_weights_of_departments_do_not_matter(default_settings, default):
    settings = deepcopy(default_settings)
    settings["departments"][0]["weight"] = 0.31
    settings["departments"][1]["weight"] = 0.14
    assert rows(settings) == default


def test_draws_are_those_of_the_definition(default_settings, default):
    pool = people(default_settings)
    for key, row in default.items():
        code, rank = key.split("-")

        def draw(column, code=code, position=int(rank) - 1):
            return word(42, f"hierarchy.{code}.{column}", position)

        tier = entry(draw("criticality_tier"), default_settings["criticality_tiers"])
        assert row["criticality_tier"] == tier["name"]
        for role in ("application_manager", "business_owner"):
            person = pool[(draw(role) >> 32) * 60 // 2**32]
            assert (row[role], row[f"{role}_email"]) == (
                person["name"],
                person["email"],
            )


@pytest.mark.parametrize("count", [1, 2, 60, 1000])
def test_people_have_names_and_addresses_of_their_own(default_settings, count):
    pool = people({**default_settings, "people": count})
    assert len(pool) == count
    for field in ("name", "email"):
        assert len({person[field] for person in pool}) == count
    for person in pool:
        local, _, domain = person["email"].partition("@")
        assert domain == "horizonscale.example"
        assert local.isascii()
        assert local == local.lower()
        first, last = local.split(".")
        assert first.isalnum()
        assert last.isalnum()
        assert first[0] == person["name"][0].lower()


def test_more_people_are_those_there_were_and_some(default_settings):
    pool = people({**default_settings, "people": 100})
    assert pool[:60] == people(default_settings)
