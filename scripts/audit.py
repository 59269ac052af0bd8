"""Audit the finished database; a database that fails is not published."""

from pathlib import Path

from horizonscale.audit import audit
from horizonscale.files import read_texts, sha256, write_text
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import read_marker, write_marker
from horizonscale.report import report_json, report_text

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    outcome = audit(
        Path(snakemake.input.database),
        snakemake.params.config,
        list(map(read_marker, map(Path, snakemake.input.markers))),
        read_texts(snakemake.input.sql),
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
    figures = outcome["statistics"]
    write_marker(
        Path(snakemake.output.marker),
        {
            "step": "audit",
            "digest": snakemake.params.digest,
            "report": sha256(Path(snakemake.output.report)),
            "statistics": figures,
        },
    )
    log_step(log, "audit", f"{figures['passed']} of {figures['checks']} checks passed")
