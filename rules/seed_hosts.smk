# seed_hosts: the fleet, and the tables that hosts refer to.
#   in:  results/steps/schema.db, and all shards if there are more than one
#   out: results/steps/seed_hosts.db (hosts, hierarchy, hardware_models, dna_profiles)
#        results/markers/seed_hosts.json
rule seed_hosts:
    """Seed the hosts, their hierarchy, hardware and behaviours."""
    input:
        database=paths.database("schema"),
        parts=pipeline.shards(".parquet"),
        part_markers=pipeline.shards(".json"),
        sources=pipeline.sources("seed_hosts"),
    output:
        database=pipeline.outputs.step_file(paths.database("seed_hosts")),
        seal=paths.seal("seed_hosts"),
        marker=paths.marker("seed_hosts"),
    log:
        "logs/seed_hosts.log",
    benchmark:
        "benchmarks/seed_hosts.tsv"
    group:
        "fleet"
    threads: 2
    resources:
        mem_mb=seeding_mb(pipeline.settings),
        runtime=seeding_minutes(pipeline.settings),
    params:
        config=pipeline.config("seed_hosts"),
        digest=pipeline.digest("seed_hosts"),
    message:
        "Seed the hosts"
    script:
        "../scripts/seed_hosts.py"
