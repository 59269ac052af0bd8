"""Finds the library of this clone: the one place where Snakemake and it meet."""

import sys
from pathlib import Path
from snakemake.exceptions import WorkflowError

ROOT = Path(str(workflow.current_basedir)).parent
if not (ROOT / "scripts" / "horizonscale").is_dir():
    raise WorkflowError("From a git address, import workflow/Snakefile, not Snakefile.")
if str(ROOT / "scripts") not in sys.path:
    sys.path.append(str(ROOT / "scripts"))

from horizonscale.pipeline import paths
from horizonscale.pipeline.digests import versions
from horizonscale.pipeline.pipeline import Pipeline
from horizonscale.pipeline.resources import seeding_mb, seeding_minutes
from horizonscale.pipeline.steps import BUILDING
from horizonscale.report.files import FIGURES

pipeline = Pipeline(ROOT, workflow, config)
