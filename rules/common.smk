"""Finds the library of this clone: the one place where Snakemake and it meet."""

import sys
from pathlib import Path
from snakemake.exceptions import WorkflowError

ROOT = Path(str(workflow.current_basedir)).parent
if not (ROOT / "scripts" / "horizonscale").is_dir():
    raise WorkflowError("From a git address, import workflow/Snakefile, not Snakefile.")
if str(ROOT / "scripts") not in sys.path:
    sys.path.append(str(ROOT / "scripts"))

import horizonscale

# Of another clone, or from PYTHONPATH: digests are of this one, so nothing is imported.
FOUND = Path(horizonscale.__file__).parent
if FOUND.resolve() != (ROOT / "scripts" / "horizonscale").resolve():
    raise WorkflowError(
        f"Python found the package horizonscale in {FOUND}, and not in"
        f" {ROOT}/scripts/horizonscale. Take the other one off PYTHONPATH or out of the"
        " environment. One workflow has modules of one clone only: run those of another"
        " clone by themselves."
    )

from horizonscale.pipeline import paths
from horizonscale.pipeline.digests import versions
from horizonscale.pipeline.pipeline import Pipeline
from horizonscale.pipeline.resources import seeding_mb, seeding_minutes
from horizonscale.pipeline.steps import BUILDING
from horizonscale.report.files import FIGURES

pipeline = Pipeline(ROOT, workflow, config)
