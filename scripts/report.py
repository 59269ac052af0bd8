"""Draw the report of the published fleet: one HTML file, and its pictures as SVG."""

import json
from collections.abc import Mapping
from pathlib import Path

from horizonscale.files import sha256, write_text
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import write_marker
from horizonscale.publication import is_intact, published_path
from horizonscale.recorded import describe
from horizonscale.report_data import read_tables
from horizonscale.report_files import REPORT_FILES
from horizonscale.report_page import page


def report(
    *,
    database: Path,
    audit: Path,
    sql: Mapping[str, Path],
    template: Path,
    style: Path,
    captions: Mapping[str, Path],
    versions: str,
    threads: int,
) -> tuple[str, dict[str, str]]:
    """Return the report as HTML, and its pictures as SVG by name."""
    tables = read_tables(database, _texts(sql), threads)
    return page(
        tables,
        json.loads(audit.read_text(encoding="utf-8")),
        template.read_text(encoding="utf-8"),
        style.read_text(encoding="utf-8"),
        _texts(captions),
        versions,
    )


def _texts(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    published = published_path(Path(snakemake.input.receipt))
    audit, marker = Path(snakemake.input.audit), Path(snakemake.output.marker)
    if not is_intact(published):
        log.error("%s is not what was published: run genesis first.", published)
        raise SystemExit(1)
    files = [Path(name) for name in snakemake.input.files]
    html, slides = report(
        database=published,
        audit=audit,
        sql={path.stem: path for path in files if path.suffix == ".sql"},
        template=next(path for path in files if path.suffix == ".jinja"),
        style=next(path for path in files if path.suffix == ".css"),
        captions={path.stem: path for path in files if path.suffix == ".rst"},
        versions=snakemake.params.engine,
        threads=snakemake.threads,
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
