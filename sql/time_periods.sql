-- One row a day, from the first to the last, both included. Weeks are those of ISO 8601:
-- the first days of a January can belong to the last week of the year before.
INSERT INTO time_periods BY NAME
SELECT
    the_day AS date,
    strftime(the_day, '%Y%m') AS yearmonth,
    year(the_day) AS year,
    quarter(the_day) AS quarter,
    month(the_day) AS month,
    day(the_day) AS day,
    isodow(the_day) AS iso_weekday,
    weekofyear(the_day) AS iso_week,
    isoyear(the_day) AS iso_year,
    dayofyear(the_day) AS day_of_year,
    isodow(the_day) >= 6 AS is_weekend,
    the_day = last_day(the_day) AS is_month_end
FROM (
    SELECT CAST(unnest(generate_series(
        CAST($first AS DATE), CAST($last AS DATE), INTERVAL 1 DAY
    )) AS DATE) AS the_day
);
