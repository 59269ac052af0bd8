"""Configs that trials change between, and the clean build of each."""

import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "scripts") not in sys.path:
    sys.path.append(str(ROOT / "scripts"))

from horizonscale import steps  # noqa: E402
from horizonscale.settings import resolve  # noqa: E402
from workflow.conftest import copy_sources as copy_workflow  # noqa: E402

DATABASE = "results/horizonscale_synth.db"

_REGIONS = {"na": 0.25, "emea": 0.25, "latam": 0.25, "asiapac": 0.25}
_WINDOW = {"start_date": "2024-02-01", "end_date": "2024-12-31"}

# What differs from the default fleet. Small changes rerun few steps, and the large
# fleet makes the moments between two files long enough to be hit.
POOL: dict[str, dict[str, Any]] = {
    "default": {},
    "hosts": {"hosts": 2001},
    "fewer_hosts": {"hosts": 900},
    "many_hosts": {"hosts": 40_000, "keys": "audited"},
    "seed": {"seed": 7},
    "seed_and_window": {"seed": 7, **_WINDOW},
    "window": _WINDOW,
    "last_day": {"end_date": "2025-12-30"},
    "weights": {
        "regions": [{"name": name, "weight": part} for name, part in _REGIONS.items()]
    },
    "storage": {"storage_version": "v1.2.0"},
    "storage_and_window": {"storage_version": "v1.2.0", **_WINDOW},
    "keys": {"keys": "audited"},
    "allocation": {"allocation": "quota"},
    "small_quota": {"hosts": 100, "allocation": "quota", "keys": "audited", "seed": 9},
    "owners": {"company": "Other Bank", "people": 40},
}


@cache
def settings(name: str) -> dict[str, Any]:
    """Return the resolved settings of a config of the pool."""
    return resolve(POOL[name], ROOT / "config/config.yaml", ROOT / "config/schema.yaml")


def first_step(old: str | None, new: str) -> str:
    """Return the first step that a change of the config reruns."""
    for step in steps.CHAIN:
        if old is None or (
            steps.config_slice(settings(old), step)
            != steps.config_slice(settings(new), step)
        ):
            return step
    return "genesis"


def copy_sources(folder: Path) -> None:
    """Copy what git holds of the workflow, and the configs of the pool."""
    copy_workflow(folder)
    (folder / "pool").mkdir()
    for name, changes in POOL.items():
        (folder / "pool" / f"{name}.json").write_text(json.dumps(changes))


def command(*arguments: str) -> list[str]:
    """Return a call of Snakemake."""
    # Some --quiet, so that the lines that name the rules are not cut.
    return [sys.executable, "-P", "-m", "snakemake", *arguments, "--quiet", "host"]


def main_job(name: str) -> list[str]:
    """Return the call that builds a config of the pool."""
    config = ("--configfile", f"pool/{name}.json") if POOL[name] else ()
    return command("--cores", "1", "genesis", *config)


def clean_build(folder: Path, name: str) -> float:
    """Build a config in a folder of its own; return the seconds that it took."""
    copy_sources(folder / name)
    start = time.monotonic()
    subprocess.run(main_job(name), cwd=folder / name, check=True, capture_output=True)
    return time.monotonic() - start
