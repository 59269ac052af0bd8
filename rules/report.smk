# report: the fleet in pictures and words, from the published database.
#   in:  results/horizonscale_synth.db, as results/markers/genesis.json vouches for it
#        results/audit.json
#   out: results/report.html
#        results/charts/*.svg, its pictures for slides
#        results/markers/report.json
rule report:
    """Draw the report of the published fleet: results/report.html."""
    input:
        receipt=rules.genesis.output.receipt,
        audit=rules.audit.output.report,
        stored=pipeline.stored_results(),
        files=pipeline.files("report"),
        sources=pipeline.sources("report"),
        tools=pipeline.report_tools,
    output:
        html=report(
            "results/report.html",
            caption="../scripts/templates/captions/report.rst",
            category="Report",
            labels={"shows": "the fleet in pictures and words"},
        ),
        charts=[
            report(
                f"results/charts/{name}.svg",
                caption=f"../scripts/templates/captions/{name}.rst",
                category="Charts",
                labels={"shows": title},
            )
            for name, title in PICTURES.items()
        ],
        marker="results/markers/report.json",
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
