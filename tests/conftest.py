"""What all tests share: the library on the path, and the settings of the config."""

import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

# At the end, never first: scripts/calendar.py would hide the module of that name in
# the standard library.
sys.path.append(str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def default_settings() -> dict[str, Any]:
    """Settings of the default fleet. Copy them before a change."""
    from horizonscale.settings import resolve

    return resolve({}, ROOT / "config/config.yaml", ROOT / "config/schema.yaml")
