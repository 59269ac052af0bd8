"""What the tests of the library share."""

import difflib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "golden"

# The independent second versions, reference_*.py, stand beside the tests.
sys.path.append(str(HERE))

# The same examples in every run, whatever failed in an earlier one.
hypothesis.settings.register_profile(
    "same_every_time", database=None, deadline=None, derandomize=True
)
hypothesis.settings.load_profile("same_every_time")


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
