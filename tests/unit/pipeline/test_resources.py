"""Memory and time that jobs may take grow with the fleet."""

import pytest
from configs import settings
from horizonscale.pipeline.resources import (
    seeding_mb,
    seeding_minutes,
    shard_minutes,
)


@pytest.mark.parametrize(
    ("hosts", "keys", "mb", "minutes"),
    [
        (2000, "enforced", 2000, 60),
        (10_000_000, "audited", 2000, 70),
        (100_000_000, "audited", 4800, 160),
        (100_000_000, "enforced", 40_800, 160),
    ],
)
def test_what_seeding_may_take(hosts, keys, mb, minutes):
    fleet = settings(hosts=hosts, keys=keys)
    assert (seeding_mb(fleet), seeding_minutes(fleet)) == (mb, minutes)


def test_what_a_shard_may_take():
    assert shard_minutes(settings(hosts=10**9), 10) == 35
