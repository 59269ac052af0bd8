-- The applications by size, one row each, the largest first.
WITH counts AS (
    SELECT
        application_id,
        count(*) AS host_count
    FROM hosts
    GROUP BY application_id
)

SELECT
    hierarchy.application_id,
    hierarchy.application_name,
    hierarchy.department,
    coalesce(counts.host_count, 0) AS host_count,
    row_number() OVER (
        ORDER BY counts.host_count DESC NULLS LAST, hierarchy.application_id ASC
    ) AS size_rank
FROM hierarchy
LEFT JOIN counts ON hierarchy.application_id = counts.application_id
ORDER BY size_rank
LIMIT $most_applications
