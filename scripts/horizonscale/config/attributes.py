"""The weighted attributes of hosts: each a column, drawn from a list of the config."""

WEIGHTED_ATTRIBUTES = {
    "server_type": "server_types",
    "region": "regions",
}
"""Column of ``hosts``, and the key of the config that lists its names with weights.

An entry here makes settings, hosts, audit, ``explain`` and ``diff`` know an attribute.
Attributes that others depend on, such as classifications, have code of their own.
"""
