-- Proves that the host indices are 0, 1, 2 and so on, without gap or repetition: so
-- many different values between these two leave no other possibility.
WITH summary AS (
    SELECT
        min(host_index) AS first,
        max(host_index) AS last,
        count(DISTINCT host_index) AS different
    FROM hosts
)

UNPIVOT summary
ON COLUMNS (*)
INTO
NAME subject
VALUE actual
ORDER BY subject
