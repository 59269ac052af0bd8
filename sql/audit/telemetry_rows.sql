-- Proves that every host finds its application, its hardware and its behaviour once, so
-- that daily telemetry will have as many rows as hosts times days. The product is
-- computed, never built.
WITH joined AS (
    SELECT count(*) AS host_count
    FROM hosts
    INNER JOIN hierarchy
        ON
            hosts.application_id = hierarchy.application_id
            AND hosts.department = hierarchy.department
    INNER JOIN hardware_models ON hosts.hardware_model = hardware_models.hardware_model
    INNER JOIN dna_profiles
        ON
            hosts.scenario = dna_profiles.scenario
            AND hosts.variant = dna_profiles.variant
),

calendar AS (
    SELECT count(*) AS day_count
    FROM time_periods
),

summary AS (
    SELECT
        joined.host_count AS joined_hosts,
        calendar.day_count,
        joined.host_count * calendar.day_count AS telemetry_rows,
        (
            SELECT count(*)
            FROM fleet
        ) AS rows_of_fleet
    FROM joined
    CROSS JOIN calendar
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
