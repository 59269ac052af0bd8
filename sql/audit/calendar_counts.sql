-- Proves that the calendar is complete and contiguous: no day between the first and the
-- last is missing, and days and months are as many as the window of the config has.
WITH summary AS (
    SELECT
        count(DISTINCT date) AS different_days,
        count(DISTINCT yearmonth) AS yearmonths,
        count(*) - count(DISTINCT date) AS repeated_days,
        date_diff('day', min(date), max(date)) + 1 - count(DISTINCT date)
            AS missing_days
    FROM time_periods
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
