"""How the attributes of hosts are drawn: from which lists, and whom hosts follow."""

WEIGHTED_ATTRIBUTES = {
    "role": "roles",
    "environment": "environments",
    "server_type": "server_types",
    "region": "regions",
}
"""Column of ``hosts``, and the key of the config that lists its names with weights.

An entry here makes settings, hosts, audit, ``explain`` and ``diff`` know an attribute.
Attributes that others depend on, such as classifications, have code of their own.
"""

COHESIVE_ATTRIBUTES = {
    "region": ("application_id",),
    "server_type": ("application_id", "role"),
    "classification": ("application_id", "role"),
    "hardware_model": ("application_id", "role"),
    "scenario": ("application_id", "role"),
}
"""Column of ``hosts`` in which hosts follow their owner, and the columns that name it.

How many do is the key ``cohesion_<column>`` of the config.
"""
