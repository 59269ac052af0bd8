"""What the seeding of fleets took, by the last benchmark.

The Snakefile imports this module, so it imports nothing heavy.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Points = Sequence[Mapping[str, Any]]

# Measured with the default fleet, for as long as there is no benchmark. A fleet takes
# little more with longer names, since DuckDB keeps each name of a column once.
MEASURED: dict[str, Points] = {
    "audited": [
        {"hosts": 2_000, "file_bytes": 4.2e6, "peak_memory_bytes": 0.2e9},
        {"hosts": 10_000_000, "file_bytes": 314e6, "peak_memory_bytes": 0.87e9},
    ],
    "enforced": [
        {"hosts": 2_000, "file_bytes": 5.8e6, "peak_memory_bytes": 0.2e9},
        {"hosts": 4_000_000, "file_bytes": 738e6, "peak_memory_bytes": 1.4e9},
    ],
}


def read_benchmark(path: Path, keys: str) -> Points:
    """Return the runs of ``docs/performance.json`` with some keys, by their hosts.

    Each has ``hosts``, ``seconds``, ``file_bytes`` and ``peak_memory_bytes``. There are
    none if there was no benchmark, or if its file is not what `make bench` writes.
    """
    names = ("hosts", "seconds", "file_bytes", "peak_memory_bytes")
    try:
        runs = json.loads(path.read_text(encoding="utf-8"))["seeding"]
        points = [
            {name: float(run[name]) for name in names}
            for run in runs
            # A job that seeds has two threads; the runs with one are for comparison.
            if run["keys"] == keys and run.get("threads", 2) == 2
        ]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    by_hosts = {point["hosts"]: point for point in points if point["hosts"] > 0}
    return [by_hosts[hosts] for hosts in sorted(by_hosts)]


def at(points: Points, name: str, hosts: int) -> float:
    """Return a figure for a number of hosts, from those that were measured.

    Linear between two of them and beyond the last; below the first what that one took.
    A single one counts in proportion to the hosts.
    """
    if len(points) == 1:
        return float(points[0][name] * hosts / points[0]["hosts"])
    larger = (i for i, run in enumerate(points) if hosts <= run["hosts"])
    after = next(larger, len(points) - 1)
    if after == 0:
        return float(points[0][name])
    low, high = points[after - 1 : after + 1]
    share = (hosts - low["hosts"]) / (high["hosts"] - low["hosts"])
    return float(low[name] + share * (high[name] - low[name]))
