"""What docs/build.py makes is what stands in the repository."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_made_documentation_is_up_to_date():
    command = [sys.executable, str(ROOT / "docs" / "build.py"), "--check"]
    call = subprocess.run(command, capture_output=True, text=True)
    assert call.returncode == 0, call.stdout + call.stderr
