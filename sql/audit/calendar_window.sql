-- Shows the first and the last day, to be compared with the config.
WITH summary AS (
    SELECT
        min(date) AS first_day,
        max(date) AS last_day
    FROM time_periods
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
