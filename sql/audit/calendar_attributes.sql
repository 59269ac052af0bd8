-- Proves that each attribute of a day follows from its date: works each out anew and
-- counts the days on which it differs.
WITH mismatches AS (
    SELECT
        unnest(
            [
                {
                    'subject': 'yearmonth',
                    'actual': count(*) FILTER (
                        WHERE yearmonth IS DISTINCT FROM strftime(date, '%Y%m')
                    )
                },
                {
                    'subject': 'year',
                    'actual': count(*) FILTER (
                        WHERE year IS DISTINCT FROM year(date)
                    )
                },
                {
                    'subject': 'quarter',
                    'actual': count(*) FILTER (
                        WHERE quarter IS DISTINCT FROM quarter(date)
                    )
                },
                {
                    'subject': 'month',
                    'actual': count(*) FILTER (
                        WHERE month IS DISTINCT FROM month(date)
                    )
                },
                {
                    'subject': 'day',
                    'actual': count(*) FILTER (
                        WHERE day IS DISTINCT FROM day(date)
                    )
                },
                {
                    'subject': 'iso_weekday',
                    'actual': count(*) FILTER (
                        WHERE iso_weekday IS DISTINCT FROM isodow(date)
                    )
                },
                {
                    'subject': 'iso_week',
                    'actual': count(*) FILTER (
                        WHERE iso_week IS DISTINCT FROM week(date)
                    )
                },
                {
                    'subject': 'iso_year',
                    'actual': count(*) FILTER (
                        WHERE iso_year IS DISTINCT FROM isoyear(date)
                    )
                },
                {
                    'subject': 'day_of_year',
                    'actual': count(*) FILTER (
                        WHERE day_of_year IS DISTINCT FROM dayofyear(date)
                    )
                },
                {
                    'subject': 'is_weekend',
                    'actual': count(*) FILTER (
                        WHERE is_weekend IS DISTINCT FROM (isodow(date) IN (6, 7))
                    )
                },
                {
                    'subject': 'is_month_end',
                    'actual': count(*) FILTER (
                        WHERE is_month_end IS DISTINCT FROM (day(date + 1) = 1)
                    )
                }
            ],
            recursive := TRUE
        )
    FROM time_periods
)

SELECT
    subject,
    actual
FROM mismatches
ORDER BY subject
