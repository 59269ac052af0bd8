"""Make hosts as Parquet, in one process a shard: one measurement, as JSON.

    python benchmarks/sharding.py 10000000 2 FOLDER

What is timed is what other generators are timed for: making the rows and writing them,
with the start of the processes.
"""

import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))


def write(shard: int, shards: int, hosts: int, folder: str) -> None:
    """Write a shard, as the rule seed_shard does."""
    from horizonscale.config.parsing import parse
    from horizonscale.config.resolve import resolve
    from horizonscale.config.settings import HostSettings
    from horizonscale.tables.shards import span, write_part

    settings = parse(HostSettings, resolve({"hosts": hosts}, ROOT / "config"))
    part = Path(folder, f"{shard}-of-{shards}.parquet")
    write_part(part, settings, span(shard, shards, hosts))


if __name__ == "__main__":
    hosts, shards = map(int, sys.argv[1:3])
    start = time.perf_counter()
    # Each process begins with nothing, as a job of Snakemake does.
    anew = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(shards, mp_context=anew) as pool:
        jobs = [
            pool.submit(write, shard, shards, hosts, sys.argv[3])
            for shard in range(1, shards + 1)
        ]
        for job in jobs:
            job.result()
    print(json.dumps({"seconds": time.perf_counter() - start}))
