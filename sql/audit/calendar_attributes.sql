-- Proves that each attribute of a day follows from its date: works each out anew and
-- counts the days on which it differs.
WITH summary AS (
    SELECT
        count(*) FILTER (
            WHERE yearmonth IS DISTINCT FROM strftime(date, '%Y%m')
        ) AS yearmonth,
        count(*) FILTER (
            WHERE year IS DISTINCT FROM date_part('year', date)
        ) AS year,
        count(*) FILTER (
            WHERE quarter IS DISTINCT FROM date_part('quarter', date)
        ) AS quarter,
        count(*) FILTER (
            WHERE month IS DISTINCT FROM date_part('month', date)
        ) AS month,
        count(*) FILTER (
            WHERE day IS DISTINCT FROM date_part('day', date)
        ) AS day,
        count(*) FILTER (
            WHERE iso_weekday IS DISTINCT FROM date_part('isodow', date)
        ) AS iso_weekday,
        count(*) FILTER (
            WHERE iso_week IS DISTINCT FROM date_part('week', date)
        ) AS iso_week,
        count(*) FILTER (
            WHERE iso_year IS DISTINCT FROM date_part('isoyear', date)
        ) AS iso_year,
        count(*) FILTER (
            WHERE day_of_year IS DISTINCT FROM date_part('doy', date)
        ) AS day_of_year,
        count(*) FILTER (
            WHERE is_weekend IS DISTINCT FROM (date_part('isodow', date) IN (6, 7))
        ) AS is_weekend,
        count(*) FILTER (
            WHERE is_month_end IS DISTINCT FROM (date_part('day', date + 1) = 1)
        ) AS is_month_end
    FROM time_periods
)

UNPIVOT summary
ON COLUMNS (*)
INTO
NAME subject
VALUE actual
ORDER BY subject
