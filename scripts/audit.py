"""Audit the finished database; a database that fails is not published."""

import hashlib
from pathlib import Path

from horizonscale.artifacts.files import read_texts, sha256, write_text
from horizonscale.artifacts.markers import Fingerprint, read_marker, write_marker
from horizonscale.audit.audit import audit
from horizonscale.audit.result import result_json
from horizonscale.audit.text import result_text
from horizonscale.console.logs import configure_logging, log_step

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    tables: dict[str, Fingerprint] = {}
    for marker in map(read_marker, map(Path, snakemake.input.markers)):
        tables |= marker["tables"]  # the last step that knows a table counts
    outcome = audit(
        Path(snakemake.input.database),
        snakemake.params.config,
        tables,
        read_texts(snakemake.input.sources),
        threads=snakemake.threads,
        job_memory_mb=snakemake.resources.mem_mb,
    )
    text = result_json(outcome)
    if not outcome["success"]:
        log.info("%s", result_text(outcome))
        # Under a name of its own: the next audit, failed or not, leaves it alone.
        name = f"audit-failed-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"
        failed = Path(snakemake.log[0]).with_name(name)
        write_text(failed, text)
        raise SystemExit(f"The audit failed; nothing was published. See {failed}.")
    log.debug("%s", result_text(outcome))
    write_text(Path(snakemake.output.result), text)
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
