"""The hierarchy: the same every time, and each application by itself."""

import random
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from configs import DEFAULT, edited, settings
from faker import Faker
from horizonscale.tables.hierarchy import application_id, hierarchy
from horizonscale.tables.hosts import Fleet
from horizonscale.tables.people import people
from reference_fleet import entry
from reference_philox import word

PEOPLE = {
    "application_manager",
    "application_manager_email",
    "business_owner",
    "business_owner_email",
}


KINDS = [
    {"name": "Ledger", "criticality_tiers": [{"name": "tier-1", "weight": 1}]},
    {"name": "Archive", "departments": ["Corporate"]},
]

Rows = dict[str, dict[str, Any]]


def rows(**changes: Any) -> Rows:
    frame = hierarchy(settings(**changes))
    return {row["application_id"]: row for row in frame.to_dicts()}


def differing(one: Rows, other: Rows) -> set[str]:
    """Return the columns in which applications of both differ."""
    return {
        column
        for key in one.keys() & other.keys()
        for column in one[key]
        if one[key][column] != other[key][column]
    }


@pytest.fixture(scope="module")
def default() -> Rows:
    return rows()


def test_one_row_an_application(default):
    assert len(default) == 7 * 12
    assert {row["department"] for row in default.values()} == {
        department["name"] for department in DEFAULT["departments"]
    }
    assert all(value for row in default.values() for value in row.values())


@pytest.mark.parametrize("size", [1, 12, 500])
def test_names_and_numbers_are_unique(size):
    frame = hierarchy(settings(applications_per_department=size))
    for column in ("application_id", "application_name", "cost_centre"):
        assert frame[column].n_unique() == frame.height == 7 * size


@pytest.mark.parametrize(("rank", "text"), [(1, "RB-001"), (500, "RB-500")])
def test_application_ids(rank, text):
    assert application_id("RB", rank) == text


def test_hosts_belong_to_applications_of_their_department(default, default_settings):
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


def test_draws_of_others_neither_matter_nor_change(default):
    Faker.seed(7)
    name = Faker().name()
    Faker.seed(7)
    random.seed(1)
    state = random.getstate()
    assert rows() == default
    assert random.getstate() == state
    assert Faker().name() == name


@pytest.mark.parametrize("place", [0, 7])
def test_one_more_department_leaves_the_others(default, place):
    departments = deepcopy(DEFAULT["departments"])
    treasury = {"name": "Treasury", "code": "TR", "division": "Group", "weight": 0.0}
    departments.insert(place, treasury)
    more = rows(departments=departments)
    assert len(more) == len(default) + 12
    # The people are divided anew.
    assert differing(default, more) == PEOPLE


@pytest.mark.parametrize("size", [1, 11, 40])
def test_another_number_of_applications_leaves_the_others(default, size):
    other = rows(applications_per_department=size)
    assert len(other.keys() & default.keys()) == 7 * min(size, 12)
    assert differing(default, other) == set()


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({"company": "Other"}, {"company"}),
        ({"seed": 43}, PEOPLE | {"criticality_tier"}),
        ({"people": 61}, PEOPLE),
        ({"hosts": 5, "allocation": "quota"}, set()),
        (edited("departments", 0, weight=0.31), set()),
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
        ({"application_kinds": KINDS}, {"application_name", "criticality_tier"}),
    ],
)
def test_a_change_moves_its_own_columns(default, change, columns):
    assert differing(default, rows(**change)) == columns


def test_draws_are_those_of_the_definition(default, default_settings):
    pool = people(default_settings)
    codes = [department["code"] for department in DEFAULT["departments"]]
    for key, row in default.items():
        code, rank = key.split("-")

        def draw(column, code=code, position=int(rank) - 1):
            return word(42, f"hierarchy.{code}.{column}", position)

        fitting = [
            kind
            for kind in DEFAULT["application_kinds"]
            if row["department"] in kind.get("departments", [row["department"]])
        ]
        kind = fitting[int(rank) - 1]
        assert row["application_name"] == f"{row['department']} {kind['name']}"
        tier = entry(draw("criticality_tier"), kind["criticality_tiers"])
        assert row["criticality_tier"] == tier["name"]
        team = pool[codes.index(code) :: len(codes)]
        for role in ("application_manager", "business_owner"):
            person = team[(draw(role) >> 32) * len(team) // 2**32]
            assert row[role] == person["name"]
            assert row[f"{role}_email"] == person["email"]


def test_names_get_a_number_when_the_kinds_begin_again():
    named = rows(application_kinds=KINDS, applications_per_department=5)
    of_corporate = [named[f"CO-00{n}"]["application_name"] for n in range(1, 6)]
    assert of_corporate == [
        "Corporate Ledger",
        "Corporate Archive",
        "Corporate Ledger 2",
        "Corporate Archive 2",
        "Corporate Ledger 3",
    ]
    assert named["RB-002"]["application_name"] == "Retail Banking Ledger 2"


def test_people_work_for_one_department():
    homes: dict[str, set[str]] = {}
    for row in rows(people=500).values():
        for role in ("application_manager_email", "business_owner_email"):
            homes.setdefault(row[role], set()).add(row["department"])
    assert all(len(departments) == 1 for departments in homes.values())
