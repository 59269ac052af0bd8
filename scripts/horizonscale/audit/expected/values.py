"""What the config alone settles of a sound database."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

from horizonscale.audit.check import Context
from horizonscale.audit.comparison import Expected, Value
from horizonscale.config.parsing import slice_json
from horizonscale.config.settings import (
    CalendarSettings,
    DatabaseSettings,
    FleetSettings,
    SchemaSettings,
)
from horizonscale.version import VERSION

BUILDING_STEPS = {
    "db_create": DatabaseSettings,
    "schema": SchemaSettings,
    "seed_hosts": FleetSettings,
    "calendar": CalendarSettings,
}
"""The steps that record what they read of the config, stated again here."""

# Storage formats that DuckDB names after the first version that had them.
_SAME_FORMAT = {"v1.1.0": "v1.0.0"}


def nothing(*subjects: str) -> Callable[[Context], Expected]:
    """Return an expectation of zero for each subject."""

    def expected(context: Context) -> Expected:
        return dict.fromkeys(subjects, 0)

    return expected


def host_count(context: Context) -> Expected:
    """Return the number of hosts."""
    return {"hosts": context.settings.hosts}


def host_index(context: Context) -> Expected:
    """Return the lowest and highest index, and how many there are."""
    hosts = context.settings.hosts
    return {"lowest": 0, "highest": hosts - 1, "different": hosts, "repeated": 0}


def behaviours_present(context: Context) -> Expected:
    """Return every behaviour."""
    return {item.label: True for item in context.settings.behaviours}


def hardware_models(context: Context) -> Expected:
    """Return the hardware catalogue."""
    return {
        model.name: {
            "classification": model.classification,
            "cpu_cores": model.cpu_cores,
            "memory_gb": model.memory_gb,
            "storage_capacity_mb": model.storage_capacity_mb,
            "network_mbit_s": model.network_mbit_s,
            "weight": float(model.weight),
            "source": model.source,
        }
        for model in context.settings.hardware_models
    }


def hardware_model_server_types(context: Context) -> Expected:
    """Return which server types of the fleet run on each model, where any does."""
    settings = context.settings
    names = sorted(entry.name for entry in settings.weighted["server_type"])
    found = {
        model.name: [name for name in names if name in (model.server_types or names)]
        for model in settings.hardware_models
    }
    return {model: ", ".join(runs) for model, runs in found.items() if runs}


def dna_profiles(context: Context) -> Expected:
    """Return the behaviours with their parameters."""
    return {
        item.label: {
            "risk": item.risk,
            "weight": float(item.weight),
            **{name: float(value) for name, value in item.dna.parameters.items()},
        }
        for item in context.settings.behaviours
    }


def genesis_metadata(context: Context) -> Expected:
    """Return what each step writes about itself."""
    settings = context.settings
    expected: dict[str, Value] = {}
    for step, part in BUILDING_STEPS.items():
        config = slice_json(context.config, part)
        draws = step == "seed_hosts"
        row = {
            "config": config,
            "config_digest": hashlib.sha256(config.encode()).hexdigest(),
            "seed": str(settings.seed) if draws else "unused",
            "stream": settings.stream if draws else "unused",
            "workflow_version": VERSION,
        }
        expected |= {f"{step}.{name}": value for name, value in row.items()}
    return expected


def calendar_window(context: Context) -> Expected:
    """Return the first and the last day."""
    settings = context.settings
    return {
        "first_day": settings.start_date.isoformat(),
        "last_day": settings.end_date.isoformat(),
    }


def calendar_counts(context: Context) -> Expected:
    """Return the number of days and months, without gaps and repetitions."""
    days = _days(context)
    return {
        "different_days": len(days),
        "yearmonths": len({(day.year, day.month) for day in days}),
        "repeated_days": 0,
        "missing_days": 0,
    }


def telemetry_rows(context: Context) -> Expected:
    """Return how many rows of telemetry the database will give."""
    hosts, days = context.settings.hosts, len(_days(context))
    return {
        "joined_hosts": hosts,
        "day_count": days,
        "telemetry_rows": hosts * days,
        "rows_of_fleet": hosts,
    }


def storage_version(context: Context) -> Expected:
    """Return the storage format of the file."""
    version = context.settings.storage_version
    return {"storage_version": _SAME_FORMAT.get(version, version)}


def table_contents(context: Context) -> Expected:
    """Return rows and fingerprint of each table, as its last step left it."""
    return {name: dict(context.tables[name]) for name in sorted(context.tables)}


def _days(context: Context) -> list[date]:
    first, last = context.settings.start_date, context.settings.end_date
    return [first + timedelta(days) for days in range((last - first).days + 1)]
