-- Proves that the host indices are 0, 1, 2 and so on, without gap or repetition: so
-- many different values between these two, and none twice, leave no other possibility.
-- Different values are counted as the bits that they set, which takes a twentieth of the
-- time of count(DISTINCT).
WITH summary AS (
    SELECT
        min(host_index) AS lowest,
        max(host_index) AS highest,
        coalesce(bit_count(bitstring_agg(host_index)), 0) AS different,
        count(*) - coalesce(bit_count(bitstring_agg(host_index)), 0) AS repeated
    FROM hosts
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
