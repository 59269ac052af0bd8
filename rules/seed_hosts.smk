# seed_hosts: the fleet, and the tables that hosts refer to.
#   in:  results/steps/schema.db, and all shards if there are more than one
#   out: results/steps/seed_hosts.db (hosts, hierarchy, hardware_models, dna_profiles)
#        results/markers/seed_hosts.json
rule seed_hosts:
    """Seed the hosts, their hierarchy, hardware and behaviours."""
    input:
        database=rules.schema.output.database,
        parts=pipeline.shards(".parquet"),
        part_markers=pipeline.shards(".json"),
        sql=pipeline.files("seed_hosts"),
        sources=pipeline.sources("seed_hosts"),
    output:
        database=pipeline.step_file("results/steps/seed_hosts.db"),
        seal="results/steps/seed_hosts.db.seal",
        marker="results/markers/seed_hosts.json",
    log:
        "logs/seed_hosts.log",
    benchmark:
        "benchmarks/seed_hosts.tsv"
    group:
        "fleet"
    threads: 2
    resources:
        mem_mb=pipeline.steps.seeding_mb(),
        runtime=pipeline.steps.seeding_minutes(),
    params:
        config=pipeline.config("seed_hosts"),
        digest=pipeline.digest("seed_hosts"),
    message:
        "Seed the hosts"
    script:
        "../scripts/seed_hosts.py"
