-- Counts what the hosts of each owner have in a column, an owner being an application,
-- or an application and role; and compares each count with the share expected of it.
-- Shows how many counts are as chance allows, and each of the others as a row.
--
-- Of n hosts, x or more (or fewer) have a value of probability p with a chance of at
-- most exp(-x ln(x / np) - (n - x) ln((n - x) / n(1 - p))): Hoeffding, "Probability
-- Inequalities for Sums of Bounded Random Variables", 1963, theorem 1.
WITH expected AS (
    SELECT
        unnest($owners) AS owner_name,
        unnest($values) AS column_value,
        unnest($shares) AS probability
),

hosts_by_role AS (
    SELECT
        application_id,
        CASE WHEN $by_role THEN role END AS host_role,
        COLUMNS(concat('^', $column, '$')) AS column_value
    FROM hosts
),

counts AS (
    SELECT
        column_value,
        concat_ws('.', application_id, host_role) AS owner_name,
        count(*) AS host_count
    FROM hosts_by_role
    GROUP BY application_id, host_role, column_value
),

sizes AS (
    SELECT
        owner_name,
        sum(host_count) AS host_total
    FROM counts
    GROUP BY owner_name
),

compared AS (
    SELECT
        expected.owner_name,
        expected.column_value,
        coalesce(counts.host_count, 0) AS host_count,
        coalesce(sizes.host_total, 0) - coalesce(counts.host_count, 0) AS other_count,
        -- A share of nothing is one that any host exceeds.
        greatest(sizes.host_total * expected.probability, 1e-300) AS mean,
        greatest(sizes.host_total * (1 - expected.probability), 1e-300) AS other_mean
    FROM expected
    LEFT JOIN sizes ON expected.owner_name = sizes.owner_name
    LEFT JOIN counts
        ON
            expected.owner_name = counts.owner_name
            AND expected.column_value = counts.column_value
),

judged AS (
    SELECT
        owner_name,
        column_value,
        host_count,
        CASE
            WHEN host_count = 0 THEN 0
            ELSE host_count * ln(host_count / mean)
        END
        + CASE
            WHEN other_count = 0 THEN 0
            ELSE other_count * ln(other_count / other_mean)
        END
        <= $log_chance AS is_allowed -- noqa: RF02
    FROM compared
)

SELECT
    $column AS subject,
    count(*) FILTER (WHERE is_allowed) AS actual
FROM judged
UNION ALL
SELECT
    concat($column, ' ', column_value, ' of ', owner_name) AS subject,
    host_count AS actual
FROM judged
WHERE NOT is_allowed
ORDER BY subject
