"""Rules of the estate: what runs where, who owns it, and what follows whom."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from horizonscale.config.checks.weights import (
    WEIGHT_PLACES,
    Rule,
    has_places,
    unique_errors,
    unknown_errors,
    weighted_names,
    weights_errors,
)
from horizonscale.config.entries import (
    ApplicationKind,
    Department,
    HardwareModel,
    Weighted,
)
from horizonscale.config.errors import ErrorDetails

MAX_OWNERS = 250_000


def hardware_errors(
    classifications: Sequence[Weighted],
    server_types: Sequence[Weighted],
    models: Sequence[HardwareModel],
) -> Iterable[ErrorDetails]:
    """Refuse a catalogue in which hosts that the weights ask for have no model."""
    yield from unique_errors("hardware_models", [model.name for model in models])
    for name in (classification.name for classification in classifications):
        own = [model for model in models if model.classification == name]
        if not own:
            yield ErrorDetails(
                "hardware_models",
                None,
                f"has no model of classification {name}.",
                "Add one.",
            )
            return
        yield from weights_errors(f"hardware_models of classification {name}", own)
    for classification in classifications:
        without = [
            server_type.name
            for server_type in server_types
            if classification.weight * server_type.weight
            and not any(
                model.weight and model.runs(classification.name, server_type.name)
                for model in models
            )
        ]
        if without:
            yield ErrorDetails(
                "server_types",
                without,
                f"have a share of the {classification.name} hosts and run on no model"
                f" of classification {classification.name} with a weight above 0.",
                "Add one to hardware_models, or name them in the server_types of one.",
            )


def kind_errors(
    departments: Sequence[Department], kinds: Sequence[ApplicationKind]
) -> Iterable[ErrorDetails]:
    """Refuse kinds of the same name, wrong weights, and a department without any."""
    yield from unique_errors("application_kinds", [kind.name for kind in kinds])
    for index, kind in enumerate(kinds):
        if kind.criticality_tiers:
            key = f"application_kinds[{index}] ({kind.name}).criticality_tiers"
            yield from weighted_names(key)(kind.criticality_tiers)
    without = [
        department.name
        for department in departments
        if not any(kind.fits(department.name) for kind in kinds)
    ]
    if without:
        yield ErrorDetails(
            "departments",
            without,
            "have no kind of application that fits them.",
            "Add one to application_kinds, or name them in the departments of one.",
        )


def unknown_server_types(
    models: Sequence[HardwareModel], server_types: Sequence[Weighted]
) -> Iterable[ErrorDetails]:
    """Refuse a catalogue that was given and names server types that nobody has."""
    for index, model in enumerate(models):
        key = f"hardware_models[{index}] ({model.name}).server_types"
        yield from unknown_errors(key, model.server_types, "server_types", server_types)


def unknown_in_kinds(
    kinds: Sequence[ApplicationKind],
    departments: Sequence[Department],
    tiers: Sequence[Weighted],
) -> Iterable[ErrorDetails]:
    """Refuse kinds of one's own that name what the fleet does not have."""
    for index, kind in enumerate(kinds):
        key = f"application_kinds[{index}] ({kind.name})"
        yield from unknown_errors(
            f"{key}.departments", kind.departments, "departments", departments
        )
        names = [tier.name for tier in kind.criticality_tiers]
        yield from unknown_errors(
            f"{key}.criticality_tiers", names, "criticality_tiers", tiers
        )


def people_errors(
    people: int, departments: Sequence[Department]
) -> Iterable[ErrorDetails]:
    """Refuse a department without people."""
    if people < len(departments):
        yield ErrorDetails(
            "people",
            people,
            f"is fewer than there are departments, {len(departments)}.",
            "Use more: the people of each department are its own.",
        )


def owners_errors(
    applications_per_department: int,
    departments: Sequence[Department],
    roles: Sequence[Weighted],
) -> Iterable[ErrorDetails]:
    """Refuse an estate that would take minutes to lay out."""
    owners = applications_per_department * len(departments) * len(roles)
    if owners > MAX_OWNERS:
        yield ErrorDetails(
            "applications_per_department",
            applications_per_department,
            f"makes {owners} pairs of application and role, with {len(departments)}"
            f" departments and {len(roles)} roles; at most {MAX_OWNERS} are taken.",
            "Use fewer applications or roles.",
        )


def cohesion_errors(key: str) -> Rule:
    """Return the rule of a share of followers."""

    def rule(share: Fraction) -> Iterable[ErrorDetails]:
        if not has_places(share, WEIGHT_PLACES):
            yield ErrorDetails(
                key,
                float(share),
                f"must have at most {WEIGHT_PLACES} decimal places.",
                "Round it.",
            )

    return rule
