-- Shows what the database says of itself, to be compared with the config.
WITH long AS (
    UNPIVOT genesis_metadata
    ON COLUMNS(* EXCLUDE (step))
    INTO
    NAME column_name
    VALUE actual
)

SELECT -- noqa: ST06
    concat(step, '.', column_name) AS subject,
    actual
FROM long
ORDER BY subject
