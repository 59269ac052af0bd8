# export: the published database as files that every tool reads.
#   in:  results/horizonscale_synth.db as its receipt describes it, results/audit.json
#   out: results/export/csv/, results/export/parquet/, results/export/datapackage.json
#        results/markers/export.json
rule export:
    """Write the published tables as Parquet and CSV, with a data package."""
    input:
        receipt=paths.marker("genesis"),
        audit=paths.AUDIT,
        stored=pipeline.outputs.stored_results(),
        sources=pipeline.sources("export"),
    output:
        files=paths.EXPORTED,
        marker=paths.marker("export"),
    log:
        "logs/export.log",
    benchmark:
        "benchmarks/export.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        digest=pipeline.digest("export"),
    message:
        "Export the published database"
    script:
        "../scripts/export.py"
