"""What the audit expects of owners is what the hosts of owners have."""

from collections import Counter

import numpy as np
import pytest
from configs import config, named
from horizonscale.audit.check import Context
from horizonscale.audit.expected.estate import standards
from horizonscale.tables.hosts import Fleet

HOSTS = 100_000


def context(**changes):
    return Context(config(hosts=HOSTS, **changes), {}, {})


@pytest.fixture(scope="module")
def fleet():
    batch = Fleet(context().settings).batch(0, HOSTS)
    names = ("application_id", "role", *standards(context()))
    return {name: batch.column(name).to_pylist() for name in names}


def test_the_columns_that_belong_to_an_owner_are_known():
    found = standards(context())
    by_role = {column for column, standard in found.items() if standard.by_role}
    assert by_role == {"server_type", "classification", "hardware_model", "scenario"}
    assert {*found} - by_role == {"region", "role", "environment"}


@pytest.mark.parametrize("column", [*standards(context())])
def test_expected_shares_are_those_of_many_hosts(fleet, column):
    standard = standards(context())[column]
    owners = fleet["application_id"]
    if standard.by_role:
        pairs = zip(owners, fleet["role"], strict=True)
        owners = [f"{name}.{role}" for name, role in pairs]
    counts = Counter(zip(owners, fleet[column], strict=True))
    assert standard.probabilities.sum(axis=0) == pytest.approx(1)
    assert standard.shares.sum() == pytest.approx(1)
    mean = HOSTS * standard.shares * standard.probabilities
    seen = np.array(
        [
            [counts[owner, value] for owner in standard.owners]
            for value in standard.values
        ]
    )
    assert (abs(seen - mean) <= 6 * np.sqrt(mean) + 6).all()
    large = mean > 100
    assert ((seen - mean)[large] ** 2 / mean[large]).mean() < 1.5


def test_nobody_follows_where_cohesion_is_nothing():
    found = standards(context(cohesion_region=0, regions=named(0.25, 0.75)))["region"]
    assert found.probabilities.tolist() == [[0.25] * 84, [0.75] * 84]


def test_quota_lets_no_scenario_follow():
    found = standards(context(allocation="quota"))["scenario"]
    assert {*found.probabilities[0]} == {0.35}


def test_an_owner_without_a_share_has_none_of_the_hosts():
    found = standards(context(roles=named(1, 0)))["server_type"]
    assert found.shares[1::2].tolist() == [0] * 84
    assert found.probabilities[:, 1::2].sum(axis=0) == pytest.approx(1)
