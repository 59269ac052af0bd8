-- Proves that the host indices are 0, 1, 2 and so on, without gap or repetition: so
-- many different values between these two, and none twice, leave no other possibility.
WITH summary AS (
    SELECT
        min(host_index) AS lowest,
        max(host_index) AS highest,
        count(DISTINCT host_index) AS different,
        count(*) - count(DISTINCT host_index) AS repeated
    FROM hosts
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
