-- Proves that no column of the table named by the parameter holds a NULL.
WITH nulls AS (
    SELECT count(CASE WHEN COLUMNS(*) IS NULL THEN 1 END)
    FROM query_table($table)
),

long AS (
    UNPIVOT nulls
    ON COLUMNS(*)
    INTO
    NAME column_name
    VALUE actual
)

SELECT -- noqa: ST06
    concat($table, '.', column_name) AS subject,
    actual
FROM long
ORDER BY subject
