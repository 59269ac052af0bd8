-- The first hosts of a range of indices that differ, as they are on both sides.
WITH
a AS (
    SELECT *
    FROM hosts_a
    WHERE host_index >= $first AND host_index < $after
),

b AS (
    SELECT *
    FROM hosts_b
    WHERE host_index >= $first AND host_index < $after
)

SELECT
    a, -- noqa: RF02
    b -- noqa: RF02
FROM a
INNER JOIN b ON a.host_index = b.host_index
WHERE a IS DISTINCT FROM b -- noqa: RF02
ORDER BY a.host_index
LIMIT $examples
