"""The library of this clone and the packages it needs: no other may do the work."""

import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path

from snakemake.exceptions import WorkflowError

ROOT = Path(str(workflow.current_basedir)).parent
LIBRARY = ROOT / "scripts" / "horizonscale"
if not LIBRARY.is_dir():
    raise WorkflowError("From a git address, import workflow/Snakefile, not Snakefile.")
if str(LIBRARY.parent) not in sys.path:
    # Last, so that no script (calendar.py) can stand in for the standard library.
    sys.path.append(str(LIBRARY.parent))

# What a step and the report import, and the packages that bring it.
STEP_TOOLS = {name: name for name in ("duckdb", "faker", "numpy", "polars", "pyarrow")}
REPORT_TOOLS = {
    "altair": "altair",
    "jinja2": "jinja2",
    "vl_convert": "vl-convert-python",
}


def forget_old_bytecode():
    """Remove bytecode of the library that is older than its module.

    Python runs it if the module has the size and the time that it had, and an archive
    or a copy can bring another module with both. The last change on this disk tells.
    """
    for module in LIBRARY.glob("*.py"):
        bytecode = Path(importlib.util.cache_from_source(module))
        with suppress(OSError):
            if bytecode.stat().st_mtime_ns <= module.stat().st_ctime_ns:
                bytecode.unlink()


def refuse(message):
    """End the run before anything is touched, with a message and no traceback."""
    print(f"HorizonScale Genesis cannot start. {message}", file=sys.stderr)
    raise SystemExit(1)


def require(tools, needs, name):
    """Refuse a run without packages; ``name`` is their lock and what make calls it."""
    missing = [
        tools[module] for module in tools if not importlib.util.find_spec(module)
    ]
    if missing:
        lock = os.path.relpath(ROOT / "requirements" / f"{name}.lock")
        refuse(
            f"{needs} {', '.join(missing)}, which this environment lacks.\n"
            f"`make {name}` installs it; in an environment of your own:\n"
            f"pip install --requirement {lock}"
        )


forget_old_bytecode()
import horizonscale

# The digests are those of this library, so no other may do the work: neither one on
# PYTHONPATH nor that of another clone, which is in place if both are modules.
if Path(horizonscale.__file__).resolve().parent != LIBRARY.resolve():
    refuse(
        f"Python found the package horizonscale in {horizonscale.__file__},"
        f" and not in {LIBRARY}.\n"
        "Take the other one off PYTHONPATH or out of the environment. One workflow has"
        " modules of one clone only: run those of another clone by themselves."
    )
