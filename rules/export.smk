# export: the published database as files that every tool reads.
#   in:  results/horizonscale_synth.db as its receipt describes it, results/audit.json
#   out: results/export/csv/, results/export/parquet/, results/export/datapackage.json
#        results/markers/export.json
rule export:
    """Write the published tables as Parquet and CSV, with a data package."""
    input:
        receipt=rules.genesis.output.receipt,
        audit=rules.audit.output.report,
        stored=stored_results(),
        sql=[source(name) for name in sql_names("export")],
        sources=sources("export"),
    output:
        files=[f"results/export/{name}" for name in exported.exported_names()],
        marker="results/markers/export.json",
    log:
        "logs/export.log",
    benchmark:
        "benchmarks/export.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        digest=step_digest("export"),
        sql=sql_names("export"),
    message:
        "Export the published database"
    script:
        "../scripts/export.py"
