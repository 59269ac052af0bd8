# verify: the audit once more, of the published file.
#   in:  results/horizonscale_synth.db and the markers, as they are
#   out: nothing but the log, so that it runs whenever it is asked for
rule verify:
    """Audit the published database again, whoever touched it since."""
    input:
        sql=[source(name) for name in sql_names("audit")],
        stored=stored_results(),
    log:
        "logs/verify.log",
    threads: 2
    resources:
        mem_mb=2000,
        runtime=60,
    params:
        config=step_config("audit"),
        database=published_database(),
        markers=step_markers(),
        receipt=published_receipt(),
        sql=sql_names("audit"),
    message:
        "Audit the published database"
    script:
        "../scripts/verify.py"
