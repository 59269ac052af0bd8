"""Publish the audited database under its public name."""

import json
from pathlib import Path

from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import write_marker
from horizonscale.publication import OpenForWritingError, publish, published_path
from horizonscale.report import summary_text


def genesis(
    *, candidate: Path, audit: Path, receipt: Path, digest: str
) -> tuple[str, Path | None]:
    """Publish a database; return the summary, and where a changed one was kept."""
    report = json.loads(audit.read_text(encoding="utf-8"))
    database = published_path(receipt)
    kept = publish(candidate, database)
    write_marker(
        receipt,
        {
            "step": "genesis",
            "digest": digest,
            "database": database.name,
            "tables": report["statistics"]["tables"],
        },
    )
    return summary_text(report, str(database)), kept


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    try:
        summary, changed = genesis(
            candidate=Path(snakemake.input.database),
            audit=Path(snakemake.input.audit),
            receipt=Path(snakemake.output.receipt),
            digest=snakemake.params.digest,
        )
    except OpenForWritingError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    if changed:
        log.warning(
            "The published database had been changed since; it is kept as %s.", changed
        )
    log_step(log, "genesis", "published")
    log.info("\n%s", summary)
