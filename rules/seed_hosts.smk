# seed_hosts: the fleet, and the tables that hosts refer to.
#   in:  results/steps/schema.db, and all shards if there are more than one
#   out: results/steps/seed_hosts.db (hosts, hierarchy, hardware_models, dna_profiles)
#        results/markers/seed_hosts.json
rule seed_hosts:
    """Seed the hosts, their hierarchy, hardware and behaviours."""
    input:
        database=rules.schema.output.database,
        parts=shards(".parquet"),
        part_markers=shards(".json"),
        sources=sources("seed_hosts"),
    output:
        database=step_file("results/steps/seed_hosts.db"),
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
        mem_mb=seeding_mb(),
        runtime=60 + settings["hosts"] // 1_000_000,
    params:
        config=step_config("seed_hosts"),
        digest=step_digest("seed_hosts"),
    message:
        "Seed the hosts"
    script:
        "../scripts/seed_hosts.py"
