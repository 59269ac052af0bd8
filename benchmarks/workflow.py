"""Time the default run against the same rule graph with empty scripts.

    python benchmarks/workflow.py [--runs 5]

Both run in folders of their own, in turn, so that a noisy machine is noisy to both;
what counts is the ratio of each pair. Prints medians.
"""

import argparse
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


def empty_graph(folder: Path) -> Path:
    """Write a workflow of the same chain whose scripts only make their outputs."""
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
    """Time pairs of runs, fresh and with nothing to do, and print their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    times: dict[str, list[tuple[float, float]]] = {"fresh": [], "nothing to do": []}
    with tempfile.TemporaryDirectory() as scratch:
        empty = empty_graph(Path(scratch))
        for run in range(runs + 1):
            folders = [Path(scratch) / f"{kind}-{run}" for kind in ("ours", "empty")]
            for folder in folders:
                folder.mkdir()
            for kind, pairs in times.items():
                ours = seconds(ROOT / "Snakefile", folders[0])
                bare = seconds(empty, folders[1])
                if run:  # the first pair warms the caches
                    pairs.append((ours, bare))
                    print(f"{kind}: {ours:.2f} s against {bare:.2f} s", flush=True)
    for kind, pairs in times.items():
        ratios = [ours / bare for ours, bare in pairs]
        print(
            f"{kind}: ratio {statistics.median(ratios):.2f}"
            f" (lowest {min(ratios):.2f}, highest {max(ratios):.2f}, {runs} pairs)"
        )


if __name__ == "__main__":
    main()
