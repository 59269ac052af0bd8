"""What the tests of the library share."""

import sys
from pathlib import Path

import hypothesis

HERE = Path(__file__).parent

# The independent second versions, reference_*.py, stand beside the tests.
sys.path.append(str(HERE))

# The same examples in every run, whatever failed in an earlier one.
hypothesis.settings.register_profile(
    "same_every_time", database=None, deadline=None, derandomize=True
)
hypothesis.settings.load_profile("same_every_time")
