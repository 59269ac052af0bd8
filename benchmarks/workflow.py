"""Time the default run against the same rule graph with empty scripts.

    python benchmarks/workflow.py [--runs 5]

Three workflows run in turn, so that a noisy machine is noisy to all; what counts is the
ratio of each round. "Same rules" is a copy of this workflow, library and config
included, whose scripts only make their outputs. "Bare" is a Snakefile of six rules with
such scripts and nothing else: the least that Snakemake can take for a chain of six.
"""

import argparse
import shutil
import statistics
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
        (folder / "scripts" / f"{name}.py").write_text(EMPTY_SCRIPT)
    return folder / "Snakefile"


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


def seconds(snakefile: Path, folder: Path) -> float:
    """Run a workflow to its target genesis; return the wall-clock time in seconds."""
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "genesis"]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--snakefile", str(snakefile), "--directory", str(folder)],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def main() -> None:
    """Time rounds of fresh runs and of runs with nothing to do; print ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        workflows = {
            "ours": ROOT / "Snakefile",
            "same rules": same_rules(Path(scratch) / "same"),
            "bare": bare(Path(scratch) / "bare"),
        }
        for run in range(runs + 1):
            for job in ("fresh", "nothing to do"):
                for name, snakefile in workflows.items():
                    folder = Path(scratch) / f"{name}-{run}"
                    folder.mkdir(exist_ok=True)
                    taken = seconds(snakefile, folder)
                    if run:  # the first round warms the caches
                        times.setdefault((job, name), []).append(taken)
    for (job, name), taken in times.items():
        ratios = [
            ours / other for ours, other in zip(times[job, "ours"], taken, strict=True)
        ]
        print(
            f"{job}, {name}: {statistics.median(taken):.2f} s; ours takes"
            f" {statistics.median(ratios):.2f} of it"
            f" (lowest {min(ratios):.2f}, highest {max(ratios):.2f}, {runs} rounds)"
        )


if __name__ == "__main__":
    main()
