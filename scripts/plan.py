"""Say what a run would take, and fail if the disk cannot hold it."""

from horizonscale.logs import configure_logging

if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    text, refusal = snakemake.params.plan
    log.info("%s", text)
    if refusal:
        log.error("%s", refusal)
        raise SystemExit(1)
