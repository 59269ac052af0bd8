-- Shows the first and the last day, to be held against the config.
WITH summary AS (
    SELECT
        min(date) AS first,
        max(date) AS last
    FROM time_periods
)

UNPIVOT summary
ON COLUMNS (*)
INTO
NAME subject
VALUE actual
ORDER BY subject
