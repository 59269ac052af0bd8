"""Measure everything in one go, and write docs/performance.{json,md}.

    python benchmarks/bench.py [--largest 100000000] [--runs 3] [--peers PYTHON]

Figures are ratios of times taken in turn in the same minute: seconds differ from
machine to machine and from hour to hour. A hundred million hosts take twenty minutes
on two processors, and 20 GB of disk.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from children import ROOT, measured, surroundings
from performance_page import page
from workflow import by_step, rounds

SIZES = (2_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
PARTS = ("workflow", "seeding", "audit", "peers")
PACKAGES = ("snakemake", "duckdb", "polars", "pyarrow", "numpy", "faker")
LARGEST_ENFORCED = 1_000_000
LARGEST_REPEATED = 10_000_000
ONE_THREAD_AT = 10_000_000
SHARDED = 10_000_000
# Peers that go row by row are measured on fewer rows: their rate does not depend on it.
PEERS = {
    "duckdb_sql": 10_000_000,
    "dbldatagen": 10_000_000,
    "mimesis": 500_000,
    "faker": 500_000,
}


def seeding(
    scratch: Path, hosts: int, keys: str, threads: int, runs: int
) -> dict[str, Any]:
    """Seed and copy in turn; return median times and their ratios."""
    seeded, copied = scratch / "seeded.db", scratch / "copied.db"
    ours, limits = [], []
    for _ in range(runs):
        job = (hosts, keys, threads)
        ours.append(measured("seeding.py", "seed", *job, seeded))
        limits.append(measured("seeding.py", "copy", *job, copied, seeded))
    for path in (seeded, copied):
        path.unlink()
    ratios = [
        one["seconds"] / limit["seconds"]
        for one, limit in zip(ours, limits, strict=True)
    ]
    return {
        "hosts": hosts,
        "keys": keys,
        "threads": threads,
        "seconds": statistics.median(one["seconds"] for one in ours),
        "limit_seconds": statistics.median(limit["seconds"] for limit in limits),
        "ratios": ratios,
        "file_bytes": ours[0]["file_bytes"],
        "peak_memory_bytes": max(one["peak_memory_bytes"] for one in ours),
    }


def auditing(scratch: Path, hosts: int, runs: int) -> dict[str, Any]:
    """Run the workflow, then seed and audit in turn; return times and ratios."""
    folder, seeded = scratch / "run", scratch / "seeded.db"
    config = (f"hosts={hosts}", "keys=audited")
    runs = runs if hosts <= LARGEST_REPEATED else 1
    folder.mkdir()
    start = time.perf_counter()
    subprocess.run(
        [
            *(sys.executable, "-m", "snakemake", "--cores", "2", "genesis"),
            *("--snakefile", ROOT / "Snakefile", "--directory", folder),
            *("--config", *config),
        ],
        check=True,
        capture_output=True,
    )
    genesis = time.perf_counter() - start
    audits, seedings = [], []
    for _ in range(runs):
        job = (hosts, "audited", 2)
        seedings.append(measured("seeding.py", "seed", *job, seeded)["seconds"])
        seeded.unlink()
        audits.append(measured("auditing.py", folder, 2, hosts, "audited"))
    step = (folder / "benchmarks" / "seed_hosts.tsv").read_text("utf-8")
    shutil.rmtree(folder)
    return {
        "hosts": hosts,
        "seconds": statistics.median(audit["seconds"] for audit in audits),
        "ratios": [
            audit["seconds"] / seeding
            for audit, seeding in zip(audits, seedings, strict=True)
        ],
        "peak_memory_bytes": max(audit["peak_memory_bytes"] for audit in audits),
        "seed_hosts_seconds": float(step.splitlines()[1].split()[0]),
        "genesis_seconds": genesis,
    }


def peers(scratch: Path, python: str, largest: int) -> list[dict[str, Any]]:
    """Return the rates of other generators, and first that of our own shards."""
    hosts = min(SHARDED, largest)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        ours = measured("sharding.py", hosts, 2, folder)
    rate = hosts / ours["seconds"]
    found = [{"peer": "genesis_shards", "hosts": hosts, "hosts_per_second": rate}]
    for peer, most in PEERS.items():
        if peer == "dbldatagen" and shutil.which("java") is None:
            print("dbldatagen needs Java 17 or later: left out", flush=True)
            continue
        hosts = min(most, largest)
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            figures = measured("peers.py", peer, hosts, folder, python=python)
        rate = hosts / figures["seconds"]
        found.append({"peer": peer, "hosts": hosts, "hosts_per_second": rate})
    return found


def seedings(scratch: Path, sizes: list[int], most: int) -> Iterator[dict[str, Any]]:
    """Yield the figures of seeding by size, by keys, and with one thread."""
    for size in sizes:
        runs = most if size <= LARGEST_REPEATED else 1
        yield seeding(scratch, size, "audited", 2, runs)
        if size <= LARGEST_ENFORCED:
            yield seeding(scratch, size, "enforced", 2, runs)
        if size == ONE_THREAD_AT:
            yield seeding(scratch, size, "audited", 1, runs)


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--peers", metavar="PYTHON", help="with requirements/peers.lock"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "docs")
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=PARTS,
        default=PARTS,
        help="others stay as they are",
    )
    arguments = parser.parse_args()
    sizes = [size for size in SIZES if size <= arguments.largest]
    saved = arguments.output / "performance.json"
    figures: dict[str, Any] = {part: [] for part in PARTS}
    if saved.exists():
        figures |= json.loads(saved.read_text("utf-8"))
    figures["surroundings"] = surroundings(*PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if "workflow" in arguments.parts:
            figures["workflow"] = noted("workflow", rounds(5 * arguments.runs))
            figures["by_step"] = noted("by step", by_step())
        if "seeding" in arguments.parts:
            figures["seeding"] = [
                noted("seeding", found)
                for found in seedings(scratch, sizes, arguments.runs)
            ]
        if "audit" in arguments.parts:
            figures["audit"] = [
                noted("audit", auditing(scratch, size, arguments.runs))
                for size in sizes
            ]
        if "peers" in arguments.parts and arguments.peers:
            found = peers(scratch, arguments.peers, arguments.largest)
            figures["peers"] = noted("peers", found)
    text = json.dumps(figures, indent=2, sort_keys=True) + "\n"
    saved.write_text(text, "utf-8")
    (arguments.output / "performance.md").write_text(page(figures), "utf-8")


def noted(part: str, found: Any) -> Any:
    """Print what was found, and return it."""
    print(part, json.dumps(found), flush=True)
    return found


if __name__ == "__main__":
    main()
