"""Owners: all applications, or all pairs of application and role."""

import json
from fractions import Fraction

from configs import DEFAULT, settings
from horizonscale.tables.estate import applications, owner_intervals, owners
from reference_fleet import interval

PAIR = ("application_id", "role")


def test_owners_share_the_whole_fleet(default_settings):
    assert len(applications(default_settings)) == 84
    for by in (PAIR[:1], PAIR):
        found = owners(default_settings, by)
        assert len(found) == (336 if "role" in by else 84)
        assert sum(found.values()) == 1
    assert owners(default_settings, PAIR)["RB-001.web"] == (
        Fraction(3, 10) * Fraction(27720, 86021) * Fraction(1, 4)
    )


def test_intervals_are_those_of_the_definition(default_settings):
    text = json.dumps(DEFAULT, sort_keys=True)
    for column, by in (("region", PAIR[:1]), ("scenario", PAIR)):
        found = owner_intervals(default_settings, column, by)
        names = [*owners(default_settings, by)]
        for number in (0, 17, len(names) - 1):
            assert found[number] == interval(text, column, names[number])


def test_another_seed_lays_the_owners_out_anew(default_settings):
    one = owner_intervals(default_settings, "region", PAIR[:1])
    other = owner_intervals(settings(seed=43), "region", PAIR[:1])
    assert all(a[0] != b[0] for a, b in zip(one, other, strict=True))
