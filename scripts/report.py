"""Draw the report of the published fleet: one HTML file, and its pictures as SVG."""

import json
from pathlib import Path

from horizonscale.files import read_texts, sha256, write_text
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import write_marker
from horizonscale.publication import is_intact, published_path
from horizonscale.recorded import describe
from horizonscale.report_files import REPORT_FILES
from horizonscale.report_page import page, read_tables

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    published = published_path(Path(snakemake.input.receipt))
    audit, marker = Path(snakemake.input.audit), Path(snakemake.output.marker)
    if not is_intact(published):
        log.error("%s is not what was published: run genesis first.", published)
        raise SystemExit(1)
    texts = {
        suffix: read_texts(
            name for name in snakemake.input.files if name.endswith(suffix)
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
