# verify: the audit once more, of the published file.
#   in:  results/horizonscale_synth.db and the markers, as they are
#   out: nothing but the log, so that it runs whenever it is asked for
rule verify:
    """Audit the published database again, whoever touched it since."""
    input:
        sources=pipeline.files("audit"),
        stored=pipeline.outputs.stored_results(),
    log:
        "logs/verify.log",
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        config=pipeline.config("audit"),
        database=pipeline.database,
    message:
        "Audit the published database"
    script:
        "../scripts/verify.py"
