"""Audit a published database again, wherever it lies and whoever touched it since.

    python -P scripts/verify.py results/horizonscale_synth.db

It is compared with the config that is given, or else with that of the receipt in
markers/ beside it. Nothing is written. The exit status is 0 if it is what it should be,
1 if it is not, 2 for trouble.
"""

import argparse
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts"))

from horizonscale.artifacts.files import read_texts  # noqa: E402
from horizonscale.artifacts.markers import read_marker  # noqa: E402
from horizonscale.artifacts.publication import receipt_path  # noqa: E402
from horizonscale.audit.audit import audit  # noqa: E402
from horizonscale.audit.result import AuditResult  # noqa: E402
from horizonscale.audit.text import result_text  # noqa: E402
from horizonscale.config.errors import ConfigError  # noqa: E402
from horizonscale.config.given import load_given  # noqa: E402
from horizonscale.config.misread import file_errors  # noqa: E402
from horizonscale.config.parsing import slice_json  # noqa: E402
from horizonscale.config.resolve import resolve  # noqa: E402
from horizonscale.config.settings import AuditSettings  # noqa: E402
from horizonscale.console.logs import configure_logging, log_step  # noqa: E402
from horizonscale.console.text import printable_lines, show  # noqa: E402
from horizonscale.database.attached import attach, view_tables  # noqa: E402
from horizonscale.database.connection import connect  # noqa: E402
from horizonscale.database.metadata import TABLE, own_config  # noqa: E402
from horizonscale.pipeline.sources import Sources  # noqa: E402

SOUND, UNSOUND, TROUBLE = 0, 1, 2


class NothingToVerifyError(RuntimeError):
    """There is no published database, or none that can be judged."""


@dataclass(frozen=True)
class Verdict:
    """The result of an audit, and what it amounts to in a sentence or two."""

    result: AuditResult
    text: str


def verify(
    database: Path,
    config: str | None,
    sql: dict[str, str],
    *,
    threads: int = 1,
    job_memory_mb: int | None = None,
) -> Verdict:
    """Audit a published database.

    Parameters
    ----------
    database : Path
        It is only read, and nothing that it holds is run.
    config : str or None
        What it should be, as canonical JSON. Without it the receipt says that; and
        without a receipt the database itself does, of which less is said then.
    sql : mapping
        What ``audit`` takes.
    threads : int
    job_memory_mb : int, optional

    Raises
    ------
    NothingToVerifyError
    """
    if not database.is_file():
        raise NothingToVerifyError(f"There is no {database}: run genesis first.")
    receipt = read_marker(receipt_path(database)) or {}
    told = config or receipt.get("config")
    try:
        result = audit(
            database,
            told or _own_config(database),
            receipt["tables"] if told and told == receipt.get("config") else None,
            sql,
            threads=threads,
            job_memory_mb=job_memory_mb,
        )
    except (duckdb.Error, ConfigError, TypeError, ValueError) as error:
        raise NothingToVerifyError(f"{database} cannot be read. {error}") from None
    source = "the config" if config else "its receipt" if told else "it itself"
    if not result["success"]:
        return Verdict(result, f"{database} is not what {source} says.")
    if told is None:
        text = (
            f"{database} is consistent with itself. There is no receipt beside it, so"
            " give the config that it should be of: --configfile mine.yaml"
        )
    elif told == receipt.get("config"):
        text = f"{database} is what {source} says."
    else:
        text = (
            f"{database} is what {source} says, as far as a config tells: without its"
            " receipt beside it the rows cannot be compared with those that were made."
        )
    return Verdict(result, text)


def _own_config(database: Path) -> str:
    with connect(Path(":memory:")) as connection:
        attach(connection, {"own": database})
        view_tables(connection, "own", [TABLE])
        values = own_config(connection, TABLE)
    return _resolved(values)


def _resolved(values: dict[str, object]) -> str:
    errors = file_errors(ROOT / "config" / "config.yaml")
    return slice_json(resolve(values, ROOT / "config", errors), AuditSettings)


def main() -> int:
    """Verify the file that the command line names; return an exit status."""
    parser = argparse.ArgumentParser(
        prog="verify.py", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("database", type=Path, help="a published database")
    given = {"nargs": "+", "action": "extend", "default": [], "help": "as of snakemake"}
    parser.add_argument("--configfile", "--configfiles", type=Path, **given)
    parser.add_argument("--config", "-C", metavar="KEY=VALUE", **given)
    told = parser.parse_args()
    sources = [ROOT / name for name in Sources(ROOT).files("audit")]
    try:
        values = load_given(told.configfile, told.config)
        config = _resolved(values) if values else None
        verdict = verify(told.database, config, read_texts(sources), threads=2)
    except (OSError, ConfigError, NothingToVerifyError) as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return TROUBLE
    text, rest = result_text(verdict.result).split("\n", 1)
    show(text if verdict.result["success"] else text + "\n" + rest)
    show(printable_lines(verdict.text))
    return SOUND if verdict.result["success"] else UNSOUND


def job() -> None:
    """Verify as the rule does."""
    log = configure_logging(snakemake.log[0])
    try:
        verdict = verify(
            Path(snakemake.params.database),
            snakemake.params.config,
            read_texts(snakemake.input.sources),
            threads=snakemake.threads,
            job_memory_mb=snakemake.resources.mem_mb,
        )
    except NothingToVerifyError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
    success = verdict.result["success"]
    log.log(
        logging.DEBUG if success else logging.INFO, "%s", result_text(verdict.result)
    )
    if not success:
        raise SystemExit(verdict.text)
    figures = verdict.result["statistics"]
    log_step(log, "verify", f"{figures['passed']} of {figures['checks']} checks passed")
    log.info("%s", verdict.text)


if __name__ == "__main__":
    if "snakemake" in globals():
        job()
    else:
        raise SystemExit(main())
