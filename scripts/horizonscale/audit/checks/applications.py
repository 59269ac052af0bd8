"""Checks of the applications and their people."""

from horizonscale.audit.check import Check
from horizonscale.audit.expected import applications as expect
from horizonscale.audit.expected.shares import counts
from horizonscale.audit.expected.values import nothing

CHECKS = (
    Check(
        "hierarchy",
        "Company, division, department, name and cost centre of each application are"
        " those of the config.",
        expect.hierarchy,
    ),
    Check(
        "department_applications",
        "Each department has as many applications as the config asks for.",
        expect.department_applications,
    ),
    Check(
        "criticality_tier_counts",
        "Applications of each criticality tier are as many as their weights allow.",
        counts("criticality_tier_counts"),
    ),
    Check(
        "application_tiers",
        "Every application is of a criticality tier that its kind can have.",
        nothing("applications_of_another_tier"),
        parameters=expect.tiers_of_applications,
    ),
    Check(
        "people",
        "Names and addresses are well formed, and each address is one person's.",
        nothing(
            "addresses_of_two_people",
            "people_of_two_addresses",
            "people_of_two_departments",
            "malformed_addresses",
            "malformed_names",
        ),
    ),
    Check(
        "mail_domains",
        "All addresses are of the mail domain of the config.",
        expect.mail_domains,
    ),
)
