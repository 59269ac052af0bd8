"""HorizonScale Genesis: one audited DuckDB database of a synthetic server fleet.

db_create -> schema -> seed_hosts -> calendar -> audit -> genesis (publishes)

Run `snakemake --cores 1 genesis`; README.md says what comes out of it.
"""

from snakemake.utils import min_version

min_version("9.0")


include: "rules/common.smk"
include: "rules/db_create.smk"
include: "rules/schema.smk"
include: "rules/seed_shard.smk"
include: "rules/seed_hosts.smk"
include: "rules/calendar.smk"
include: "rules/audit.smk"


rule genesis:
    """Publish the audited database as results/horizonscale_synth.db."""
    default_target: True
    input:
        database=paths.database("calendar"),
        seal=paths.seal("calendar"),
        audit=paths.AUDIT,
        markers=[paths.marker(step) for step in (*BUILDING, "audit")],
        sources=pipeline.sources("genesis"),
    output:
        **pipeline.outputs.stored_database(),
        receipt=paths.marker("genesis"),
    log:
        "logs/genesis.log",
    localrule: True
    params:
        config=pipeline.config("audit"),
        digest=pipeline.digest("genesis"),
        candidate_digest=pipeline.digest("calendar"),
    message:
        "Publish the audited database"
    script:
        "scripts/genesis.py"


include: "rules/verify.smk"
include: "rules/export.smk"
include: "rules/report.smk"
