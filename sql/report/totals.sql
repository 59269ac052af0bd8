-- The fleet in one row: how much there is of everything.
WITH fleet_totals AS (
    SELECT -- noqa: ST06
        count(*) AS host_count,
        count(DISTINCT region) AS region_count,
        CAST(
            coalesce(sum(cpu_cores) FILTER (WHERE classification = 'virtual'), 0)
            AS BIGINT
        ) AS vcpus,
        CAST(
            coalesce(sum(cpu_cores) FILTER (WHERE classification = 'physical'), 0)
            AS BIGINT
        ) AS physical_cores,
        CAST(sum(memory_gb) AS BIGINT) AS memory_gb,
        CAST(sum(storage_capacity_mb) AS DOUBLE) AS storage_capacity_mb
    FROM hosts
),

owners AS (
    SELECT -- noqa: ST06
        min(company) AS company,
        count(*) AS application_count,
        count(DISTINCT department) AS department_count
    FROM hierarchy
),

calendar AS (
    SELECT -- noqa: ST06
        count(*) AS day_count,
        CAST(min(date) AS VARCHAR) AS first_day,
        CAST(max(date) AS VARCHAR) AS last_day
    FROM time_periods
)

SELECT
    fleet_totals.*,
    owners.*,
    calendar.*
FROM fleet_totals, owners, calendar
