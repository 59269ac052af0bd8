"""The hosts as tags of the Time Series Benchmark Suite (TSBS), for the data package.

``sql/export/tsbs_hosts.sql`` makes them.
"""

from typing import Any

_COLUMNS = {
    "hostname": ("string", "host_ and the host index, as TSBS queries name hosts."),
    "region": ("string", "Region of the host."),
    "datacenter": ("string", "Region and one letter of three, from the UUID."),
    "rack": ("integer", "0 to 99, from the UUID."),
    "os": ("string", "Server type of the host."),
    "arch": ("string", "x64 throughout: the fleet has no architecture of its own."),
    "team": ("string", "Department of the host."),
    "service": ("string", "Application of the host."),
    "service_version": ("integer", "0 or 1, from the UUID."),
    "service_environment": (
        "string",
        "production, staging or test, in equal shares, from the UUID.",
    ),
    "host_index": ("integer", "Position in the fleet, to join with the table hosts."),
    "tags": ("string", "The ten tags as name=value, joined by commas."),
}


def tsbs_schema() -> dict[str, Any]:
    """Return the Table Schema of the file."""
    return {
        "fields": [
            {
                "name": name,
                "type": kind,
                "description": description,
                "constraints": {"required": True},
            }
            for name, (kind, description) in _COLUMNS.items()
        ],
        "missingValues": [],
        "primaryKey": ["hostname"],
        "foreignKeys": [
            {
                "fields": ["host_index"],
                "reference": {"resource": "hosts", "fields": ["host_index"]},
            }
        ],
    }
