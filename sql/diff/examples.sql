-- The first hosts that differ of a range of indices, from first_index to before
-- after_index, as they are on both sides.
WITH
a AS (
    SELECT *
    FROM hosts_a
    WHERE
        host_index >= getvariable('first_index')
        AND host_index < getvariable('after_index')
),

b AS (
    SELECT *
    FROM hosts_b
    WHERE
        host_index >= getvariable('first_index')
        AND host_index < getvariable('after_index')
)

SELECT
    a, -- noqa: RF02
    b -- noqa: RF02
FROM a
INNER JOIN b ON a.host_index = b.host_index
WHERE a IS DISTINCT FROM b -- noqa: RF02
ORDER BY a.host_index
LIMIT $examples
