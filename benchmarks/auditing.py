"""Audit a finished run, fingerprints included: one measurement, as JSON.

python benchmarks/auditing.py FOLDER THREADS HOSTS KEYS
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.artifacts.files import read_texts  # noqa: E402
from horizonscale.artifacts.markers import read_marker  # noqa: E402
from horizonscale.audit.audit import audit  # noqa: E402
from horizonscale.config.resolve import resolve  # noqa: E402
from horizonscale.pipeline.sources import Sources  # noqa: E402

JOB_MEMORY_MB = 2000  # that of the rule

if __name__ == "__main__":
    folder, threads, hosts, keys = sys.argv[1:]
    results = Path(folder) / "results"
    config = resolve({"hosts": int(hosts), "keys": keys}, ROOT / "config")
    receipt = read_marker(results / "markers" / "genesis.json")
    sql = read_texts(ROOT / name for name in Sources(ROOT).files("audit"))
    database = results / "horizonscale_synth.db"
    start = time.perf_counter()
    report = audit(
        database,
        config,
        receipt["tables"],
        sql,
        threads=int(threads),
        job_memory_mb=JOB_MEMORY_MB,
    )
    taken = time.perf_counter() - start
    assert report["success"], "the audit of the benchmark's fleet failed"
    print(json.dumps({"seconds": taken}))
