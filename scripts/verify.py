"""Audit the published database again, whoever touched it since."""

import json
from pathlib import Path

from horizonscale.audit import audit
from horizonscale.logs import configure_logging, log_step
from horizonscale.markers import read_marker
from horizonscale.report import report_text


def missing(database: Path, markers: list[Path]) -> list[Path]:
    """Return which of the files that an audit needs are missing or damaged."""
    damaged = [path for path in markers if read_marker(path) is None]
    return damaged if database.is_file() else [database, *damaged]


def are_of(receipt: Path, markers: list[Path]) -> bool:
    """Return whether markers tell of the database that a receipt was written for.

    They do not after a run with another config that ended before it published.
    """
    tables: dict[str, object] = {}
    for path in markers:
        tables |= (read_marker(path) or {}).get("tables", {})
    return (read_marker(receipt) or {}).get("tables") == tables


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    published = Path(snakemake.params.database)
    marker_files = [Path(path) for path in snakemake.params.markers]
    if lacking := missing(published, marker_files):
        names = ", ".join(map(str, lacking))
        log.error("There is nothing to verify without %s: run genesis first.", names)
        raise SystemExit(1)
    if not are_of(Path(snakemake.params.receipt), marker_files):
        log.error(
            "The markers are of a run that has published nothing: run genesis first."
        )
        raise SystemExit(1)
    outcome = audit(
        published,
        json.loads(snakemake.params.config),
        [json.loads(path.read_text(encoding="utf-8")) for path in marker_files],
        {
            name: Path(path).read_text(encoding="utf-8")
            for name, path in zip(
                snakemake.params.sql, snakemake.input.sql, strict=True
            )
        },
        snakemake.threads,
        snakemake.resources.mem_mb,
    )
    if not outcome["success"]:
        log.info("%s", report_text(outcome))
        raise SystemExit(f"{published} is not what the config says.")
    log.debug("%s", report_text(outcome))
    figures = outcome["statistics"]
    log_step(log, "verify", f"{figures['passed']} of {figures['checks']} checks passed")
    log.info("%s is what the config says.", published)
