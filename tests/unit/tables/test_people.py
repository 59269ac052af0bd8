"""The hierarchy: the same every time, and each application by itself."""

import pytest
from configs import settings
from horizonscale.tables.people import people


@pytest.mark.parametrize("count", [1, 60, 1000])
def test_people_have_names_and_addresses_of_their_own(count):
    pool = people(settings(people=count))
    assert len({person["name"] for person in pool}) == count
    assert len({person["email"] for person in pool}) == len(pool) == count
    for person in pool:
        local, _, domain = person["email"].partition("@")
        assert domain == "horizonscale.example"
        first, last = local.split(".")
        assert (first + last).isalnum()
        assert (first + last).isascii()
        assert local == local.lower()
        assert first[0] == person["name"][0].lower()


def test_more_people_are_those_there_were_and_some(default_settings):
    assert people(settings(people=100))[:60] == people(default_settings)
