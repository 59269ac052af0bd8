-- Proves that each UUID says that it is of version 4, in its bits 48 to 51, and of the
-- variant of RFC 9562, in its bits 64 and 65. Bits count from the left.
WITH numbers AS (
    SELECT host_id::UHUGEINT AS number
    FROM hosts
),

summary AS (
    SELECT
        count(*) FILTER (
            WHERE (number >> 76) & 15 IS DISTINCT FROM 4
        ) AS other_version,
        count(*) FILTER (
            WHERE (number >> 62) & 3 IS DISTINCT FROM 2
        ) AS other_variant
    FROM numbers
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
