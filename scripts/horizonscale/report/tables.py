"""What the report is drawn from: the results of its queries, as plain rows."""

from collections.abc import Mapping
from pathlib import Path

from horizonscale.database.connection import connect
from horizonscale.report.style import Rows

MAX_APPLICATIONS = 200
MAX_ESTATE = 50  # applications, each with its roles
MAX_DAYS = 1830  # in the calendar: five years

Tables = Mapping[str, Rows]

_PARAMETERS = {
    "applications": {"most_applications": MAX_APPLICATIONS},
    "estate": {"most_applications": MAX_ESTATE},
    "days": {"max_days": MAX_DAYS},
}


def read_tables(database: Path, sql: Mapping[str, str], threads: int) -> Tables:
    """Return the result of each query of the report, as plain rows.

    Parameters
    ----------
    database : Path
        A finished database; it is opened read-only.
    sql : mapping
        Name of each table of the report, and the text of its query.
    threads : int

    Returns
    -------
    mapping
        Name, and rows. How many rows there are depends on the config, never on the
        number of hosts.
    """
    tables = {}
    with connect(database, read_only=True, threads=threads) as connection:
        for name, text in sql.items():
            cursor = connection.execute(text, _PARAMETERS.get(name, {}))
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
            tables[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return tables
