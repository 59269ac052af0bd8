# seed_hosts: the fleet, and the tables that hosts refer to.
#   in:  results/steps/schema.db
#   out: results/steps/seed_hosts.db (hosts, hierarchy, hardware_models, dna_profiles)
#        results/markers/seed_hosts.json
rule seed_hosts:
    """Seed the hosts, their hierarchy, hardware and behaviours."""
    input:
        database=rules.schema.output.database,
        fingerprint=source("sql/fingerprint.sql"),
        sources=sources("seed_hosts"),
    output:
        database="results/steps/seed_hosts.db",
        seal="results/steps/seed_hosts.db.seal",
        marker="results/markers/seed_hosts.json",
    log:
        "logs/seed_hosts.log",
    benchmark:
        "benchmarks/seed_hosts.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        config=step_config("seed_hosts"),
        digest=step_digest("seed_hosts"),
        engine=engine("duckdb", "numpy", "pyarrow", "polars", "faker"),
    message:
        "Seed the hosts"
    script:
        "../scripts/seed_hosts.py"
