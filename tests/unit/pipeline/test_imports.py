"""What the Snakefile imports is read before each run and job: it must be quick."""

import subprocess
import sys

from configs import ROOT

HEAVY = {"duckdb", "numpy", "polars", "pyarrow", "faker", "altair", "jsonschema"}
CODE = """
import sys
sys.path.append(sys.argv[1])
from horizonscale.pipeline import paths, pipeline, resources
from horizonscale.report.files import FIGURES
print(*sys.modules)
"""


def test_the_snakefile_imports_nothing_heavy():
    command = [sys.executable, "-c", CODE, str(ROOT / "scripts")]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert not HEAVY & set(loaded.split())
