-- The first days of the calendar, one row each.
SELECT
    year,
    day_of_year,
    iso_weekday,
    is_weekend,
    is_month_end,
    CAST(date AS VARCHAR) AS iso_date
FROM time_periods
ORDER BY iso_date
LIMIT $max_days
