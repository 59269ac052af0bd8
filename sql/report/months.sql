-- The calendar by month, one row a month that has days.
SELECT
    yearmonth,
    count(*) AS day_count,
    count_if(is_weekend) AS weekend_days
FROM time_periods
GROUP BY yearmonth
ORDER BY yearmonth
