"""Publish the audited database under its public name."""

import json
from pathlib import Path

from horizonscale.artifacts.files import sha256
from horizonscale.artifacts.markers import read_marker, write_marker
from horizonscale.artifacts.publication import (
    ChangedCandidateError,
    OpenForWritingError,
    publish,
    published_path,
)
from horizonscale.artifacts.seals import looks_as_left, sealed_sha256
from horizonscale.audit.text import summary_text
from horizonscale.console.logs import configure_logging, log_step


def genesis(
    *,
    candidate: Path,
    candidate_digest: str,
    audit: Path,
    receipt: Path,
    digest: str,
    config: str,
) -> tuple[str, Path | None]:
    """Publish a database; return the summary, and where a changed one was kept.

    Raises
    ------
    ChangedCandidateError
        If the candidate is not as its step left it: somebody, or a run that was thought
        dead, has written to it since.
    """
    result = json.loads(audit.read_text(encoding="utf-8"))
    sealed = sealed_sha256(candidate)
    if sealed is None or not looks_as_left(candidate, candidate_digest):
        raise ChangedCandidateError(candidate)
    database = published_path(receipt)
    summary = summary_text(result, str(database))
    kept = publish(candidate, database, sealed)
    write_marker(
        receipt,
        {
            "step": "genesis",
            "digest": digest,
            "database": database.name,
            "config": config,
            "tables": result["statistics"]["tables"],
        },
    )
    return summary, kept


def outdated(receipt: Path, audit: Path) -> list[str]:
    """Return the rules whose files are still those of the previous fleet."""
    seen = sha256(audit)
    markers = {step: receipt.with_name(f"{step}.json") for step in ("export", "report")}
    return [
        step
        for step, path in markers.items()
        if (marker := read_marker(path)) and marker["audit"] != seen
    ]


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    try:
        summary, changed = genesis(
            candidate=Path(snakemake.input.database),
            candidate_digest=snakemake.params.candidate_digest,
            audit=Path(snakemake.input.audit),
            receipt=Path(snakemake.output.receipt),
            digest=snakemake.params.digest,
            config=snakemake.params.config,
        )
    except (ChangedCandidateError, OpenForWritingError) as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    if changed:
        log.warning(
            "The published database had been changed since; it is kept as %s.", changed
        )
    for step in outdated(Path(snakemake.output.receipt), Path(snakemake.input.audit)):
        log.warning("The files of %s are of the fleet before this one.", step)
    log_step(log, "genesis", "published")
    log.info("\n%s", summary)
