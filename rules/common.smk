"""Finds the library of this clone: the one place where Snakemake and it meet."""

import sys
from pathlib import Path
from snakemake.exceptions import WorkflowError

ROOT = Path(str(workflow.current_basedir)).parent
if not (ROOT / "scripts" / "horizonscale").is_dir():
    raise WorkflowError("From a git address, import workflow/Snakefile, not Snakefile.")
if str(ROOT / "scripts") not in sys.path:
    # Last, so that no script (calendar.py) can stand in for the standard library.
    sys.path.append(str(ROOT / "scripts"))

from horizonscale.configured import versions
from horizonscale.exported import exported_names
from horizonscale.pipeline import SHARD, Pipeline
from horizonscale.report_files import PICTURES

pipeline = Pipeline(ROOT, workflow, rules, config)
