# calendar: one row for each day of the simulation window.
#   in:  results/steps/seed_hosts.db
#   out: results/steps/calendar.db, the finished database
#        results/markers/calendar.json
rule calendar:
    """Add the calendar, one row a day."""
    input:
        database=paths.database("seed_hosts"),
        sources=pipeline.sources("calendar"),
    output:
        database=pipeline.outputs.step_file(paths.database("calendar")),
        seal=paths.seal("calendar"),
        marker=paths.marker("calendar"),
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
        "../scripts/time_periods.py"
