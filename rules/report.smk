# report: the fleet in charts and words, from the published database.
#   in:  results/horizonscale_synth.db, as its receipt describes it
#        results/audit.json
#   out: results/report.html
#        results/charts/*.svg, its charts for slides
#        results/markers/report.json
rule report:
    """Draw the report of the published fleet: results/report.html."""
    input:
        receipt=paths.marker("genesis"),
        audit=paths.AUDIT,
        stored=pipeline.outputs.stored_results(),
        sources=pipeline.sources("report"),
    output:
        html=report(
            paths.REPORT,
            caption="../scripts/templates/captions/report.rst",
            category="Report",
            labels={"shows": "the fleet in charts and words"},
        ),
        charts=[
            report(
                path,
                caption=f"../scripts/templates/captions/{name}.rst",
                category="Charts",
                labels={"shows": FIGURES[name]},
            )
            for name, path in paths.CHARTS.items()
        ],
        marker=paths.marker("report"),
    log:
        "logs/report.log",
    benchmark:
        "benchmarks/report.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=30,
    params:
        digest=pipeline.digest("report"),
        engine=versions("report"),
    message:
        "Draw the report"
    script:
        "../scripts/report.py"
