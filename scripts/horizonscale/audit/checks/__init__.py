"""The checks of the audit, in the order of its result.

A check is an entry of a module here, and a file under ``sql/audit`` that shows what the
database holds as rows (subject, actual). What is expected comes from config, DDL or
markers.
"""

from horizonscale.audit.checks import applications, calendar, database, hosts

CHECKS = (
    *database.CHECKS,
    *hosts.CHECKS,
    *applications.CHECKS,
    *calendar.CHECKS,
)
