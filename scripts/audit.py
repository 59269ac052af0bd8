"""Audit the finished database; a database that fails is not published."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from horizonscale.audit import audit
from horizonscale.files import sha256, write_text
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import write_marker
from horizonscale.report import report_json, report_text


def audit_report(
    *,
    database: Path,
    markers: Sequence[Path],
    sql: Mapping[str, Path],
    config: str,
    threads: int,
    job_memory_mb: int,
) -> dict[str, Any]:
    """Return the report of an audit of a database, passed or failed."""
    return audit(
        database,
        json.loads(config),
        [json.loads(path.read_text(encoding="utf-8")) for path in markers],
        {name: path.read_text(encoding="utf-8") for name, path in sql.items()},
        threads,
        job_memory_mb,
    )


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    outcome = audit_report(
        database=Path(snakemake.input.database),
        markers=[Path(path) for path in snakemake.input.markers],
        sql=dict(
            zip(snakemake.params.sql, map(Path, snakemake.input.sql), strict=True)
        ),
        config=snakemake.params.config,
        threads=snakemake.threads,
        job_memory_mb=snakemake.resources.mem_mb,
    )
    failed = Path(snakemake.log[0]).with_suffix(".json")
    failed.unlink(missing_ok=True)  # of an audit before
    if not outcome["success"]:
        log.info("%s", report_text(outcome))
        write_text(failed, report_json(outcome))
        raise SystemExit(f"The audit failed; nothing was published. See {failed}.")
    log.debug("%s", report_text(outcome))
    write_text(Path(snakemake.output.report), report_json(outcome))
    write_marker(
        Path(snakemake.output.marker),
        {
            "step": "audit",
            "digest": snakemake.params.digest,
            "report": sha256(Path(snakemake.output.report)),
            "statistics": outcome["statistics"],
        },
    )
    figures = outcome["statistics"]
    log_step(log, "audit", f"{figures['passed']} of {figures['checks']} checks passed")
