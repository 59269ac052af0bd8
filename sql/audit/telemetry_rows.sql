-- Proves that every host finds its application, its hardware and its behaviour once, and
-- so how many rows a day of telemetry each host will give: hosts joined times days.
-- The product is worked out, never built.
WITH joined AS (
    SELECT count(*) AS hosts
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
    SELECT count(*) AS days
    FROM time_periods
),

summary AS (
    SELECT
        joined.hosts AS hosts_joined,
        calendar.days,
        joined.hosts * calendar.days AS telemetry_rows,
        (
            SELECT count(*)
            FROM fleet
        ) AS rows_of_fleet
    FROM joined
    CROSS JOIN calendar
)

UNPIVOT summary
ON COLUMNS (*)
INTO
NAME subject
VALUE actual
ORDER BY subject
