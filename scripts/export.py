"""Write the published tables as Parquet and CSV, with a data package."""

import json
from pathlib import Path

from horizonscale.artifacts.files import read_texts, sha256
from horizonscale.artifacts.markers import write_marker
from horizonscale.artifacts.publication import published_path
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.export.export import NotPublishedError, export
from horizonscale.export.files import exported_folder

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    marker = Path(snakemake.output.marker)
    audit = Path(snakemake.input.audit)
    try:
        files = export(
            published_path(Path(snakemake.input.receipt)),
            exported_folder(marker),
            read_texts(snakemake.input.sources),
            json.loads(audit.read_text(encoding="utf-8"))["statistics"]["tables"],
            threads=snakemake.threads,
            job_memory_mb=snakemake.resources.mem_mb,
        )
    except NotPublishedError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    write_marker(
        marker,
        {
            "step": "export",
            "digest": snakemake.params.digest,
            "audit": sha256(audit),
            "files": files,
        },
    )
    log_step(log, "export", f"{len(files)} files in {exported_folder(marker)}")
