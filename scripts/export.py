"""Write the published tables as Parquet and CSV, with a data package."""

import json
from pathlib import Path

from horizonscale.export import NotPublishedError, export
from horizonscale.exported import exported_folder
from horizonscale.files import read_texts, sha256
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import write_marker
from horizonscale.publication import published_path

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    marker = Path(snakemake.output.marker)
    audit = Path(snakemake.input.audit)
    try:
        files = export(
            published_path(Path(snakemake.input.receipt)),
            exported_folder(marker),
            read_texts(snakemake.input.sql),
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
