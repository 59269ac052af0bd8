"""Rules of the estate: what runs where, who owns it, and what follows whom."""

import pytest
from configs import DEFAULT, edited, named
from horizonscale.config.checks.cross_checks import cross_errors

MODELS = [
    {**model, "weight": 1}
    for model in (DEFAULT["hardware_models"][0], DEFAULT["hardware_models"][-1])
]


def errors(**changes):
    """Return the errors of the default fleet with changes, as a user reads them."""
    found = cross_errors({**DEFAULT, **changes}, set(), changes)
    return [str(error) for error in found]


def kinds(**changes):
    return [{**DEFAULT["application_kinds"][0], **changes}]


def test_the_default_fleet_has_no_errors():
    assert errors() == []


def test_a_pair_with_a_share_and_no_model_is_named():
    systems = [{"name": "unix", "weight": 0.5}, {"name": "aix", "weight": 0.5}]
    assert errors(server_types=systems) == [
        f"server_types: ['aix']: have a share of the {kind} hosts and run on no model"
        f" of classification {kind} with a weight above 0. Add one to"
        " hardware_models, or name them in the server_types of one."
        for kind in ("physical", "virtual")
    ]


def test_a_pair_without_a_share_needs_no_model():
    systems = [{"name": "linux", "weight": 1}, {"name": "aix", "weight": 0}]
    assert errors(server_types=systems) == []
    kinds = [{"name": "physical", "weight": 0}, {"name": "virtual", "weight": 1}]
    systems = [{"name": "unix", "weight": 1}]
    only = [{**model, "server_types": ["unix"]} for model in MODELS]
    only[0]["server_types"] = ["zos"]
    known = [*systems, {"name": "zos", "weight": 0}]
    found = errors(classifications=kinds, server_types=known, hardware_models=only)
    assert found == []


def test_a_model_of_weight_zero_runs_nothing():
    everything = ["unix", "linux", "windows", "other"]
    models = [{**model, "server_types": everything} for model in MODELS]
    idle = {**models[1], "name": "idle", "weight": 0}
    models[1]["server_types"] = everything[1:]
    [found] = errors(hardware_models=[*models, idle])
    assert found.startswith("server_types: ['unix']: have a share of the virtual hosts")


def test_server_types_of_a_given_catalogue_are_known():
    [found] = errors(**edited("hardware_models", 0, server_types=["linux", "plan9"]))
    assert found == (
        "hardware_models[0] (HPE DL360 Gen10 16C/32G).server_types: 'plan9': is no"
        " entry of server_types. Entries there: unix, linux, windows, other."
    )


def test_kinds_are_unique_and_fit_each_department():
    twice = kinds(departments=["Corporate"]) * 2
    first, other = errors(application_kinds=twice)
    assert first.startswith(
        "application_kinds: 'Core Ledger': is the name of more than"
    )
    assert other == (
        "departments: ['Retail Banking', 'Financial Services', 'Small Business', ...]:"
        " have no kind of application that fits them. Add one to application_kinds, or"
        " name them in the departments of one."
    )


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            {"departments": ["Retail Banking", "Treasury"]},
            "application_kinds[0] (Core Ledger).departments: 'Treasury': is no entry of"
            " departments.",
        ),
        (
            {"criticality_tiers": [{"name": "tier-9", "weight": 1}]},
            "application_kinds[0] (Core Ledger).criticality_tiers: 'tier-9': is no"
            " entry of criticality_tiers.",
        ),
        (
            {"criticality_tiers": [{"name": "tier-1", "weight": 0.9}]},
            "application_kinds[0] (Core Ledger).criticality_tiers: [0.9]: the weights"
            " sum to 0.9, and must sum to 1.",
        ),
    ],
)
def test_what_a_kind_names_is_known(change, text):
    any_department = {"name": "Anything"}
    found = errors(application_kinds=[*kinds(**change), any_department])
    assert [error[: len(text)] for error in found] == [text]


def test_kinds_of_the_default_fleet_may_name_what_a_fleet_does_not_have():
    departments = [{"name": "IT", "code": "IT", "division": "D", "weight": 1}]
    assert errors(departments=departments, criticality_tiers=named(1)) == []


@pytest.mark.parametrize(("people", "count"), [(7, 0), (6, 1)])
def test_each_department_has_people(people, count):
    found = errors(people=people)
    assert len(found) == count
    assert all("is fewer than there are departments, 7." in text for text in found)


@pytest.mark.parametrize(("size", "count"), [(500, 0), (501, 1)])
def test_the_estate_can_be_laid_out(size, count):
    departments = [
        {"name": f"D{n}", "code": f"A{n}", "division": "D", "weight": 0.008}
        for n in range(125)
    ]
    found = errors(
        applications_per_department=size, departments=departments, people=125
    )
    assert len(found) == count
    assert all("at most 250000 are taken" in text for text in found)


@pytest.mark.parametrize(("share", "count"), [(0.333333, 0), (0.3333333, 1)])
def test_a_share_of_followers_has_six_places(share, count):
    found = errors(cohesion_region=share)
    assert len(found) == count
    assert all("cohesion_region: 0.3333333: must have at most 6" in e for e in found)
