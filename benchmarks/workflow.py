"""Time the default run against the same rule graph with empty scripts.

Three workflows run in turn, so that a noisy machine is noisy to all; what counts is the
ratio of each round. "Same rules" is a copy of this workflow, library and config
included, whose scripts only make their outputs. "Bare" is a Snakefile of six rules with
such scripts and nothing else: the least that Snakemake can take for a chain of six.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHAIN = ("db_create", "schema", "seed_hosts", "calendar", "audit", "genesis")

EMPTY_SCRIPT = """
from pathlib import Path

for path in snakemake.output:
    Path(path).touch()
"""
EMPTY_RULE = """
rule {name}:
    input: {inputs}
    output: "results/{name}.db", "results/{name}.json"
    log: "logs/{name}.log"
    script: "empty.py"
"""


def same_rules(folder: Path) -> Path:
    """Copy the workflow, with empty scripts; return its Snakefile."""
    for name in ("config", "profiles", "rules", "scripts", "sql"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "Snakefile", folder)
    for name in CHAIN:
        (folder / "scripts" / _script(name)).write_text(EMPTY_SCRIPT)
    return folder / "Snakefile"


def _script(step: str) -> str:
    return "time_periods.py" if step == "calendar" else f"{step}.py"


def bare(folder: Path) -> Path:
    """Write a chain of six rules with empty scripts; return its Snakefile."""
    folder.mkdir()
    rules, before = [], "[]"
    for name in CHAIN:
        rules.append(EMPTY_RULE.format(name=name, inputs=before))
        before = f"rules.{name}.output"
    (folder / "empty.py").write_text(EMPTY_SCRIPT)
    snakefile = folder / "Snakefile"
    snakefile.write_text("".join(rules))
    return snakefile


def seconds(snakefile: Path, folder: Path) -> dict[str, float]:
    """Run a workflow to its target genesis; return its seconds, wall and processor."""
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "genesis"]
    start, before = time.perf_counter(), _processor_seconds()
    subprocess.run(
        [*command, "--snakefile", str(snakefile), "--directory", str(folder)],
        check=True,
        capture_output=True,
    )
    return {
        "wall": time.perf_counter() - start,
        "processor": _processor_seconds() - before,
    }


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def rounds(runs: int) -> dict[str, list[float]]:
    """Return the ratios of this workflow to the others, round by round.

    Keys are a job, ``fresh`` or ``nothing to do``, a workflow, and a clock, ``wall`` or
    ``processor``; those with ``seconds`` have the times of this workflow.
    """
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        workflows = {
            "ours": ROOT / "Snakefile",
            "same rules": same_rules(Path(scratch) / "same"),
            "bare": bare(Path(scratch) / "bare"),
        }
        for run in range(runs + 1):
            for job in ("fresh", "nothing to do"):
                taken = {}
                for name, snakefile in workflows.items():
                    if (job, name) == ("nothing to do", "same rules"):
                        continue  # what empty scripts leave is void: all would run
                    folder = Path(scratch) / f"{name}-{run}"
                    folder.mkdir(exist_ok=True)
                    taken[name] = seconds(snakefile, folder)
                if run == 0:  # the first round warms the caches
                    continue
                ours = taken.pop("ours")
                for clock, value in ours.items():
                    found.setdefault(f"{job}, seconds, {clock}", []).append(value)
                    for name, other in taken.items():
                        ratios = found.setdefault(f"{job}, {name}, {clock}", [])
                        ratios.append(value / other[clock])
    return found


def by_step() -> dict[str, dict[str, float]]:
    """Return where the seconds of a fresh run go: imports, work, and Snakemake."""
    with tempfile.TemporaryDirectory() as scratch:
        total = seconds(ROOT / "Snakefile", Path(scratch))["wall"]
        jobs = {
            path.stem: float(path.read_text("utf-8").splitlines()[1].split()[0])
            for path in Path(scratch).glob("benchmarks/*.tsv")
        }
    steps = {}
    for step in (name for name in CHAIN if name in jobs):
        imports = _imports(step)
        steps[step] = {"imports": imports, "work": max(jobs[step] - imports, 0.0)}
    return {**steps, "Snakemake": {"work": total - sum(jobs.values())}}


def _imports(step: str) -> float:
    """Return how long Python takes to start and to import what a script needs."""
    code = (
        "import runpy, sys; sys.path.append(sys.argv[1]);"
        "runpy.run_path(sys.argv[2], run_name='imports')"
    )
    script = ROOT / "scripts" / _script(step)
    command = [sys.executable, "-P", "-c", code, str(script.parent), str(script)]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        taken.append(time.perf_counter() - start)
    return min(taken)
