# schema: the tables and the view, empty.
#   in:  results/steps/db_create.db, sql/create_tables.sql
#   out: results/steps/schema.db
#        results/markers/schema.json
rule schema:
    """Make the tables, with their keys, checks and comments."""
    input:
        database=paths.database("db_create"),
        sources=pipeline.sources("schema"),
    output:
        database=paths.database("schema"),
        seal=paths.seal("schema"),
        marker=paths.marker("schema"),
    log:
        "logs/schema.log",
    benchmark:
        "benchmarks/schema.tsv"
    group:
        "tables"
    threads: 1
    resources:
        mem_mb=500,
        runtime=10,
    params:
        config=pipeline.config("schema"),
        digest=pipeline.digest("schema"),
    message:
        "Make the tables"
    script:
        "../scripts/schema.py"
