"""Audit a finished run, fingerprints included: one measurement, as JSON.

python benchmarks/auditing.py FOLDER THREADS HOSTS KEYS
"""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.audit import audit  # noqa: E402
from horizonscale.expectations import BUILDING_STEPS  # noqa: E402
from horizonscale.settings import resolve  # noqa: E402

JOB_MEMORY_MB = 2000  # that of the rule

if __name__ == "__main__":
    folder, threads, hosts, keys = sys.argv[1:]
    results = Path(folder) / "results"
    settings = resolve(
        {"hosts": int(hosts), "keys": keys},
        ROOT / "config" / "config.yaml",
        ROOT / "config" / "schema.yaml",
    )
    markers = [
        json.loads((results / "markers" / f"{step}.json").read_text("utf-8"))
        for step in BUILDING_STEPS
    ]
    sql = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in sorted((ROOT / "sql").glob("**/*.sql"))
        if path.parent.name in ("audit", "sql")
    }
    database = results / "horizonscale_synth.db"
    start = time.perf_counter()
    report = audit(database, settings, markers, sql, int(threads), JOB_MEMORY_MB)
    taken = time.perf_counter() - start
    assert report["success"], "the audit of the benchmark's fleet failed"
    print(json.dumps({"seconds": taken}))
