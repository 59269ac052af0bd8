"""What the config settles of the applications and their people."""

from collections.abc import Iterable, Sequence

from horizonscale.audit.check import Context, Parameters
from horizonscale.audit.comparison import Expected
from horizonscale.config.entries import ApplicationKind, Department
from horizonscale.config.settings import AuditSettings

FIRST_COST_CENTRE = 1000


def application(department: Department, rank: int) -> str:
    """Return the id of a department's application of this rank.

    Stated again here: what the library builds with is not what it is judged by.
    """
    return f"{department.code}-{rank:03d}"


def hierarchy(context: Context) -> Expected:
    """Return what the config alone settles of each application."""
    settings = context.settings
    return {
        application(department, rank): {
            "company": settings.company,
            "division": department.division,
            "department": department.name,
            "application_name": _application_name(settings, department, rank),
            "cost_centre": f"{department.code}{FIRST_COST_CENTRE + rank}",
        }
        for department in settings.departments
        for rank in range(1, settings.applications_per_department + 1)
    }


def kinds_of_applications(settings: AuditSettings) -> dict[str, ApplicationKind]:
    """Return what each application does: the kinds of its department in turn."""
    found = {}
    for department in settings.departments:
        kinds = _kinds(settings, department)
        for rank in range(1, settings.applications_per_department + 1):
            found[application(department, rank)] = kinds[(rank - 1) % len(kinds)]
    return found


def tiers_of_applications(context: Context) -> Iterable[Parameters]:
    """Return the tiers that each application can have, as pairs of two lists."""
    known = context.settings.criticality_tiers
    pairs = [
        (name, tier.name)
        for name, kind in kinds_of_applications(context.settings).items()
        for tier in kind.tiers(known)
        if tier.weight
    ]
    names, tiers = zip(*pairs, strict=True)
    yield {"applications": names, "tiers": tiers}


def department_applications(context: Context) -> Expected:
    """Return the number of applications of each department."""
    settings = context.settings
    return {
        department.name: settings.applications_per_department
        for department in settings.departments
    }


def mail_domains(context: Context) -> Expected:
    """Return the one mail domain, with two addresses for each application."""
    return {context.settings.mail_domain: 2 * len(hierarchy(context))}


def _application_name(
    settings: AuditSettings, department: Department, rank: int
) -> str:
    kinds = _kinds(settings, department)
    name = f"{department.name} {kinds[(rank - 1) % len(kinds)].name}"
    turn = (rank - 1) // len(kinds) + 1
    return name if turn == 1 else f"{name} {turn}"


def _kinds(
    settings: AuditSettings, department: Department
) -> Sequence[ApplicationKind]:
    return [
        kind
        for kind in settings.application_kinds
        if not kind.departments or department.name in kind.departments
    ]
