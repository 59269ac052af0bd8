"""Where the results lie: the one table of their names, for rules and library.

All are relative to the working directory; a module's prefix comes before them.
"""

from horizonscale.artifacts.publication import NAME
from horizonscale.export.files import exported_names
from horizonscale.report.files import FIGURES

RESULTS = "results"
DATABASE = f"results/{NAME}"
CHECKSUM = f"{DATABASE}.sha256"
AUDIT = "results/audit.json"
EXPORT = "results/export"
EXPORTED = [f"{EXPORT}/{name}" for name in exported_names()]
REPORT = "results/report.html"
CHARTS = {name: f"results/charts/{name}.svg" for name in FIGURES}
SHARD = "results/steps/shards/{shard}-of-{shards}"


def marker(step: str) -> str:
    """Return the path of the marker of a step; that of ``genesis`` is the receipt."""
    return f"results/markers/{step}.json"


def database(step: str) -> str:
    """Return the path of the database that a step leaves."""
    return f"results/steps/{step}.db"


def seal(step: str) -> str:
    """Return the path of the seal of that database."""
    return f"{database(step)}.seal"
