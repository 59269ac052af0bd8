"""What all tests share: the library on the path, and the default fleet."""

import difflib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from horizonscale.config.settings import Settings

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"

sys.path.append(str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def default_config() -> str:
    """The default fleet as canonical JSON."""
    from horizonscale.config.resolve import resolve

    return resolve({}, ROOT / "config")


@pytest.fixture(scope="session")
def default_settings(default_config: str) -> "Settings":
    """The default fleet, parsed."""
    from horizonscale.config.parsing import parse
    from horizonscale.config.settings import Settings

    return parse(Settings, default_config)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-golden",
        action="store_true",
        help="write the golden files of the tests that are run; see tests/golden",
    )


@pytest.fixture
def matches_golden(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """Compare a value with a golden file, or accept it as the new one."""

    def compare(name: str, value: Any) -> None:
        path = GOLDEN / name
        text = json.dumps(value, indent=2) + "\n"
        if request.config.getoption("--accept-golden", default=False):
            path.write_text(text, encoding="utf-8")
        golden = path.read_text(encoding="utf-8") if path.exists() else ""
        drift = difflib.unified_diff(
            golden.splitlines(), text.splitlines(), f"golden/{name}", "now", lineterm=""
        )
        if golden != text:
            pytest.fail("\n".join([*drift, "", "See tests/golden/README.md."]))

    return compare
