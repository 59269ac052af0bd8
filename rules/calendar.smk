# calendar: one row for each day of the simulation window.
#   in:  results/steps/seed_hosts.db
#   out: results/steps/calendar.db, the finished database
#        results/markers/calendar.json
rule calendar:
    """Add the calendar, one row a day."""
    input:
        database=rules.seed_hosts.output.database,
        sql=pipeline.files("calendar"),
        sources=pipeline.sources("calendar"),
    output:
        database=pipeline.step_file("results/steps/calendar.db"),
        seal="results/steps/calendar.db.seal",
        marker="results/markers/calendar.json",
    log:
        "logs/calendar.log",
    benchmark:
        "benchmarks/calendar.tsv"
    group:
        "fleet"
    threads: 1
    resources:
        mem_mb=500,
        runtime=30,
    params:
        config=pipeline.config("calendar"),
        digest=pipeline.digest("calendar"),
    message:
        "Add the calendar"
    script:
        "../scripts/calendar.py"
