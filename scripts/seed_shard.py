"""Make one shard of the hosts."""

from pathlib import Path

from horizonscale.artifacts.markers import Fingerprint, write_step_marker
from horizonscale.config.parsing import parse
from horizonscale.config.settings import HostSettings
from horizonscale.console.logs import configure_logging, log_step
from horizonscale.tables.shards import part_contents, span, write_part


def seed_shard(
    *,
    part: Path,
    marker: Path,
    config: str,
    digest: str,
    shard: int,
    shards: int,
) -> Fingerprint:
    """Write a part of the table ``hosts``; return its rows and fingerprint."""
    settings = parse(HostSettings, config)
    write_part(part, settings, span(shard, shards, settings.hosts))
    contents = part_contents(part)
    tables = {"hosts": contents}
    write_step_marker(marker, "seed_shard", digest, tables, stream=settings.stream)
    return contents


if __name__ == "__main__":
    log = configure_logging(snakemake.log[0])
    seeded = seed_shard(
        part=Path(snakemake.output.part),
        marker=Path(snakemake.output.marker),
        config=snakemake.params.config,
        digest=snakemake.params.digest,
        shard=int(snakemake.wildcards.shard),
        shards=int(snakemake.wildcards.shards),
    )
    log_step(log, "seed_shard", f"{seeded['rows']:,} hosts in {snakemake.output.part}")
