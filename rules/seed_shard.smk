# seed_shard: one of several parts of the hosts, if the config asks for shards.
#   in:  the config
#   out: results/steps/shards/<shard>-of-<shards>.parquet
#        results/steps/shards/<shard>-of-<shards>.json, its marker
rule seed_shard:
    """Make one shard of the hosts, such as results/steps/shards/3-of-7.parquet."""
    input:
        sources=pipeline.sources("seed_shard"),
    output:
        part=pipeline.outputs.step_file(f"{paths.SHARD}.parquet"),
        marker=pipeline.outputs.step_file(f"{paths.SHARD}.json"),
    log:
        "logs/seed_shard-{shard}-of-{shards}.log",
    benchmark:
        "benchmarks/seed_shard-{shard}-of-{shards}.tsv"
    wildcard_constraints:
        shard=r"[1-9]\d*",
        shards=r"[1-9]\d*",
    threads: 1
    resources:
        mem_mb=1000,
        runtime=pipeline.shard_minutes,
    params:
        config=pipeline.config("seed_shard"),
        digest=pipeline.shard_digest,
    message:
        "Make shard {wildcards.shard} of {wildcards.shards} of the hosts"
    script:
        "../scripts/seed_shard.py"
