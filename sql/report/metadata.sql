-- What the database says of itself, one row a step.
SELECT
    step,
    config,
    config_digest,
    seed,
    stream,
    workflow_version
FROM genesis_metadata
ORDER BY step
