# audit: proof that the finished database is what the config says.
#   in:  results/steps/calendar.db, the markers of all steps before, sql/audit/*.sql
#   out: results/audit.json
#        results/markers/audit.json
rule audit:
    """Audit the finished database against the config, the DDL and the markers."""
    input:
        database=rules.calendar.output.database,
        markers=[
            rules.db_create.output.marker,
            rules.schema.output.marker,
            rules.seed_hosts.output.marker,
            rules.calendar.output.marker,
        ],
        sql=pipeline.files("audit"),
        sources=pipeline.sources("audit"),
    output:
        report=report(
            "results/audit.json",
            caption="../scripts/templates/captions/audit.rst",
            category="Audit",
            labels={"shows": "every check, expected and actual"},
        ),
        marker="results/markers/audit.json",
    log:
        "logs/audit.log",
    benchmark:
        "benchmarks/audit.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        config=pipeline.config("audit"),
        digest=pipeline.digest("audit"),
    message:
        "Audit the database"
    script:
        "../scripts/audit.py"
