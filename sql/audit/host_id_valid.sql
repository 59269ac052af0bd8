-- Proves that each UUID says that it is of version 4, in its thirteenth digit, and of
-- the variant of RFC 9562, in the leading bits of its seventeenth.
WITH digits AS (
    SELECT
        substr(host_id::VARCHAR, 15, 1) AS version_digit,
        substr(host_id::VARCHAR, 20, 1) AS variant_digit
    FROM hosts
),

summary AS (
    SELECT
        count(*) FILTER (WHERE version_digit IS DISTINCT FROM '4') AS other_version,
        count(*) FILTER (
            WHERE coalesce(variant_digit NOT IN ('8', '9', 'a', 'b'), TRUE)
        ) AS other_variant
    FROM digits
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
