# plan: what a run would take of disk, memory and time.
#   in:  the config, what is there of the results, docs/performance.json if it is there
#   out: nothing but the log
rule plan:
    """Say what a run would take; fail if the disk cannot hold it."""
    log:
        "logs/plan.log",
    localrule: True
    params:
        plan=current_plan,
    message:
        "Plan the run"
    script:
        "../scripts/plan.py"
