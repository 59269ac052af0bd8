"""Draw the report of the published fleet: one HTML file, and its charts as SVG."""

import json
from pathlib import Path

from horizonscale.artifacts.files import read_texts, sha256, write_text
from horizonscale.artifacts.markers import write_marker
from horizonscale.artifacts.publication import is_intact, published_path
from horizonscale.artifacts.recorded_files import describe
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.report.files import REPORT_FILES
from horizonscale.report.page import page
from horizonscale.report.tables import read_tables

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    published = published_path(Path(snakemake.input.receipt))
    audit, marker = Path(snakemake.input.audit), Path(snakemake.output.marker)
    if not is_intact(published):
        log.error("%s is not what was published: run genesis first.", published)
        raise SystemExit(1)
    texts = {
        suffix: read_texts(
            name for name in snakemake.input.sources if name.endswith(suffix)
        )
        for suffix in (".sql", ".jinja", ".css", ".rst")
    }
    html, slides = page(
        read_tables(published, texts[".sql"], snakemake.threads),
        json.loads(audit.read_text(encoding="utf-8")),
        template=texts[".jinja"]["report.html"],
        style=texts[".css"]["report"],
        captions=texts[".rst"],
        versions=snakemake.params.engine,
    )
    for target in map(Path, snakemake.output.charts):
        write_text(target, slides[target.stem])
    write_text(Path(snakemake.output.html), html)
    folder = marker.parent.parent
    write_marker(
        marker,
        {
            "step": "report",
            "digest": snakemake.params.digest,
            "audit": sha256(audit),
            "files": {name: describe(folder / name) for name in REPORT_FILES},
        },
    )
    log_step(log, "report", snakemake.output.html)
