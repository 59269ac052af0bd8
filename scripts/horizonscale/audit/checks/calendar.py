"""Checks of the calendar, and of what telemetry will need."""

from horizonscale.audit.check import Check
from horizonscale.audit.expected import values as expect

CHECKS = (
    Check(
        "calendar_window",
        "The calendar begins and ends as the config says.",
        expect.calendar_window,
    ),
    Check(
        "calendar_counts",
        "The calendar is contiguous, with all its days and months.",
        expect.calendar_counts,
    ),
    Check(
        "calendar_attributes",
        "Every attribute of a day follows from its date.",
        expect.nothing(
            "yearmonth",
            "year",
            "quarter",
            "month",
            "day",
            "iso_weekday",
            "iso_week",
            "iso_year",
            "day_of_year",
            "is_weekend",
            "is_month_end",
        ),
    ),
    Check(
        "telemetry_rows",
        "Every host joins its application, hardware and behaviour once, so telemetry"
        " will have hosts times days rows.",
        expect.telemetry_rows,
    ),
)
