"""Write the published tables as Parquet and CSV, with package and contract."""

import json
from pathlib import Path

from horizonscale.export import NotPublishedError, export
from horizonscale.exported import exported_folder
from horizonscale.logs import configure_logging
from horizonscale.markers import write_marker
from horizonscale.publication import published_path

# Of the memory of the job, what is left to Python and to buffers outside DuckDB.
BESIDE_DUCKDB_MB = 500

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    marker = Path(snakemake.output.marker)
    try:
        files = export(
            published_path(Path(snakemake.input.receipt)),
            exported_folder(marker),
            {
                name: Path(path).read_text(encoding="utf-8")
                for name, path in zip(
                    snakemake.params.sql, snakemake.input.sql, strict=True
                )
            },
            json.loads(Path(snakemake.input.audit).read_text(encoding="utf-8")),
            threads=snakemake.threads,
            memory_mb=snakemake.resources.mem_mb - BESIDE_DUCKDB_MB,
        )
    except NotPublishedError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    digest = snakemake.params.digest
    write_marker(marker, {"step": "export", "digest": digest, "files": files})
    log.info("Export: %s files in %s", len(files), exported_folder(marker))
