-- Proves that each attribute of a day follows from its date: works each out anew, from
-- the text of the date and the number of days, and counts the days on which it differs.
-- Not by the functions that the calendar was made with.
WITH days AS (
    SELECT
        *,
        CAST(date AS VARCHAR) AS iso_text,
        CAST(left(CAST(date AS VARCHAR), 4) || '-01-01' AS DATE) AS first_of_year,
        CAST(date + 1 AS VARCHAR) AS next_text,
        (date - DATE '0001-01-01') % 7 + 1 AS week_position -- that was a Monday
    FROM time_periods
),

weeks AS (
    -- A week belongs to the year of its Thursday.
    SELECT
        *,
        CAST(thursday AS VARCHAR) AS thursday_text,
        CAST(left(CAST(thursday AS VARCHAR), 4) || '-01-01' AS DATE) AS thursday_year
    FROM (
        SELECT
            *,
            date + CAST(4 - week_position AS INTEGER) AS thursday
        FROM days
    )
),

mismatches AS (
    SELECT
        count(*) FILTER (
            WHERE yearmonth IS DISTINCT FROM replace(left(iso_text, 7), '-', '')
        ) AS yearmonth,
        count(*) FILTER (
            WHERE year IS DISTINCT FROM CAST(left(iso_text, 4) AS INTEGER)
        ) AS year,
        count(*) FILTER (
            WHERE quarter
            IS DISTINCT FROM (CAST(substr(iso_text, 6, 2) AS INTEGER) + 2) // 3
        ) AS quarter,
        count(*) FILTER (
            WHERE month IS DISTINCT FROM CAST(substr(iso_text, 6, 2) AS INTEGER)
        ) AS month,
        count(*) FILTER (
            WHERE day IS DISTINCT FROM CAST(right(iso_text, 2) AS INTEGER)
        ) AS day,
        count(*) FILTER (
            WHERE iso_weekday IS DISTINCT FROM week_position
        ) AS iso_weekday,
        count(*) FILTER (
            WHERE iso_week IS DISTINCT FROM (thursday - thursday_year) // 7 + 1
        ) AS iso_week,
        count(*) FILTER (
            WHERE iso_year IS DISTINCT FROM CAST(left(thursday_text, 4) AS INTEGER)
        ) AS iso_year,
        count(*) FILTER (
            WHERE day_of_year IS DISTINCT FROM date - first_of_year + 1
        ) AS day_of_year,
        count(*) FILTER (
            WHERE is_weekend IS DISTINCT FROM week_position IN (6, 7)
        ) AS is_weekend,
        count(*) FILTER (
            WHERE is_month_end IS DISTINCT FROM right(next_text, 2) = '01'
        ) AS is_month_end
    FROM weeks
)

UNPIVOT mismatches ON COLUMNS(*) INTO NAME subject VALUE actual;
