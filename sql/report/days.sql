-- The days of the calendar, one row each; none of a window too long to draw by the day.
SELECT
    year,
    day_of_year,
    iso_weekday,
    is_weekend,
    is_month_end,
    CAST(date AS VARCHAR) AS iso_date
FROM time_periods
QUALIFY count(*) OVER () <= $most_days
ORDER BY iso_date
