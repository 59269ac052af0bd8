# db_create: the database itself, empty but for its metadata.
#   in:  the config
#   out: results/steps/db_create.db
#        results/markers/db_create.json
rule db_create:
    """Create the empty database in the storage version of the config."""
    input:
        sources=pipeline.sources("db_create"),
    output:
        database=paths.database("db_create"),
        seal=paths.seal("db_create"),
        marker=paths.marker("db_create"),
    log:
        "logs/db_create.log",
    benchmark:
        "benchmarks/db_create.tsv"
    group:
        "tables"
    threads: 1
    resources:
        mem_mb=500,
        runtime=10,
    params:
        config=pipeline.config("db_create"),
        digest=pipeline.digest("db_create"),
    message:
        "Create the database"
    script:
        "../scripts/db_create.py"
