"""Audit the published database again, whoever touched it since."""

from pathlib import Path

from horizonscale.artifacts.files import read_texts
from horizonscale.artifacts.markers import Marker, read_marker
from horizonscale.artifacts.publication import published_path
from horizonscale.audit.audit import audit
from horizonscale.audit.result import AuditResult
from horizonscale.audit.text import result_text
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.pipeline.steps import BUILDING


class NothingToVerifyError(RuntimeError):
    """There is no published database with the markers of the run that published it."""


def verify(
    *, receipt: Path, config: str, sql: dict[str, str], threads: int, job_memory_mb: int
) -> AuditResult:
    """Return the result of an audit of the published database.

    Raises
    ------
    NothingToVerifyError
    """
    database = published_path(receipt)
    markers = {
        path: read_marker(path)
        for path in (receipt.with_name(f"{step}.json") for step in BUILDING)
    }
    found = [marker for marker in markers.values() if marker is not None]
    lacking = [path for path, marker in markers.items() if marker is None]
    if not database.is_file():
        lacking.insert(0, database)
    if lacking:
        names = ", ".join(map(str, lacking))
        raise NothingToVerifyError(
            f"There is nothing to verify without {names}: run genesis first."
        )
    if not _are_of(receipt, found):
        raise NothingToVerifyError(
            "The markers are of a run that has published nothing: run genesis first."
        )
    return audit(
        database, config, found, sql, threads=threads, job_memory_mb=job_memory_mb
    )


def _are_of(receipt: Path, markers: list[Marker]) -> bool:
    """Whether markers tell of the database that a receipt was written for.

    They do not after a run with another config that ended before it published.
    """
    content = read_marker(receipt)
    tables = {
        name: table for marker in markers for name, table in marker["tables"].items()
    }
    return content is not None and content["tables"] == tables


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    try:
        outcome = verify(
            receipt=Path(snakemake.params.receipt),
            config=snakemake.params.config,
            sql=read_texts(snakemake.input.sources),
            threads=snakemake.threads,
            job_memory_mb=snakemake.resources.mem_mb,
        )
    except NothingToVerifyError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    database = published_path(Path(snakemake.params.receipt))
    if not outcome["success"]:
        log.info("%s", result_text(outcome))
        raise SystemExit(f"{database} is not what the config says.")
    log.debug("%s", result_text(outcome))
    figures = outcome["statistics"]
    log_step(log, "verify", f"{figures['passed']} of {figures['checks']} checks passed")
    log.info("%s is what the config says.", database)
