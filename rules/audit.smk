# audit: proof that the finished database is what the config says.
#   in:  results/steps/calendar.db, the markers of all steps before, sql/audit/*.sql
#   out: results/audit.json
#        results/markers/audit.json
rule audit:
    """Audit the finished database against the config, the DDL and the markers."""
    input:
        database=paths.database("calendar"),
        markers=[paths.marker(step) for step in BUILDING],
        sources=pipeline.sources("audit"),
    output:
        result=report(
            pipeline.outputs.kept(paths.AUDIT),
            caption="../scripts/templates/captions/audit.rst",
            category="Audit",
            labels={"shows": "every check, expected and actual"},
        ),
        marker=paths.marker("audit"),
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
