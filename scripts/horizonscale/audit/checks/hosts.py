"""Checks of the hosts, and of the behaviours and models that they refer to."""

from dataclasses import replace

from horizonscale.audit.check import Check, each
from horizonscale.audit.expected import values as expect
from horizonscale.audit.expected.owners import owner_shares, owners_within
from horizonscale.audit.expected.shares import counts
from horizonscale.config.attributes import WEIGHTED_ATTRIBUTES


def _counts(name: str, of: str) -> Check:
    return Check(name, f"{of} are as many as their weights allow.", counts(name))


def _hosts_by(attribute: str, of: str, column: str = "") -> Check:
    check = _counts(f"{attribute}_counts", of)
    parameters = each({"column": column or attribute})
    return replace(check, query="hosts_by_column", parameters=parameters)


CHECKS = (
    Check(
        "host_count",
        "There are as many hosts as the config asks for.",
        expect.host_count,
    ),
    Check(
        "host_index",
        "Host indices run from 0 without gap or repetition.",
        expect.host_index,
    ),
    Check(
        "host_id_unique",
        "No two hosts have the same UUID.",
        expect.nothing(*(f"repeated, of first bits {n:02b}" for n in range(4))),
        parameters=each(*({"first_bits": str(n)} for n in range(4))),
    ),
    Check(
        "host_id_valid",
        "All UUIDs have version and variant of RFC 9562, version 4.",
        expect.nothing("other_version", "other_variant"),
    ),
    Check(
        "node_names",
        "Node names are the host indices, so they are unique.",
        expect.nothing("unlike_their_index"),
    ),
    Check(
        "references",
        "Every host refers to an application, a hardware model and a behaviour.",
        expect.nothing(
            "hosts to dna_profiles", "hosts to hardware_models", "hosts to hierarchy"
        ),
    ),
    Check(
        "behaviours_present",
        "At least one host shows each behaviour, and none another.",
        expect.behaviours_present,
    ),
    _counts("behaviour_counts", "Hosts of each behaviour"),
    _hosts_by("scenario", "Hosts of each scenario"),
    _hosts_by("risk", "Common and rare hosts"),
    _hosts_by("classification", "Physical and virtual hosts"),
    _hosts_by("hardware_model", "Hosts of each hardware model"),
    *(
        _hosts_by(column, f"Hosts of each {column.replace('_', ' ')}")
        for column in WEIGHTED_ATTRIBUTES
    ),
    _hosts_by("department", "Hosts of each department"),
    _hosts_by("application", "Hosts of each application", "application_id"),
    Check(
        "owner_counts",
        "Hosts of an application, or application and role, are of each region, server"
        " type and so on as often as the estate allows.",
        owners_within,
        parameters=owner_shares,
    ),
    Check(
        "host_hardware",
        "Every host has the classification, cores, memory and storage of its model,"
        " and a server type that runs on it.",
        expect.nothing(
            "classification",
            "cpu_cores",
            "memory_gb",
            "storage_capacity_mb",
            "server_type",
        ),
    ),
    Check(
        "host_risk", "Every host has the risk of its behaviour.", expect.nothing("risk")
    ),
    Check(
        "hardware_models",
        "The hardware catalogue is that of the config.",
        expect.hardware_models,
    ),
    Check(
        "hardware_model_server_types",
        "What runs on each hardware model is that of the config.",
        expect.hardware_model_server_types,
    ),
    Check(
        "dna_profiles",
        "The behaviours and their parameters are those of the config.",
        expect.dna_profiles,
    ),
)
