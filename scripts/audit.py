"""Audit the finished database; a database that fails is not published."""

from pathlib import Path

from horizonscale.artifacts.files import read_texts, sha256, write_text
from horizonscale.artifacts.markers import read_marker, write_marker
from horizonscale.audit.audit import audit
from horizonscale.audit.result import result_json
from horizonscale.audit.text import result_text
from horizonscale.console.logs import configure_logging, log_step

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    outcome = audit(
        Path(snakemake.input.database),
        snakemake.params.config,
        list(map(read_marker, map(Path, snakemake.input.markers))),
        read_texts(snakemake.input.sources),
        threads=snakemake.threads,
        job_memory_mb=snakemake.resources.mem_mb,
    )
    failed = Path(snakemake.log[0]).with_suffix(".json")
    failed.unlink(missing_ok=True)  # of an audit before
    if not outcome["success"]:
        log.info("%s", result_text(outcome))
        write_text(failed, result_json(outcome))
        raise SystemExit(f"The audit failed; nothing was published. See {failed}.")
    log.debug("%s", result_text(outcome))
    write_text(Path(snakemake.output.result), result_json(outcome))
    figures = outcome["statistics"]
    write_marker(
        Path(snakemake.output.marker),
        {
            "step": "audit",
            "digest": snakemake.params.digest,
            "result": sha256(Path(snakemake.output.result)),
            "statistics": figures,
        },
    )
    log_step(log, "audit", f"{figures['passed']} of {figures['checks']} checks passed")
