-- Proves that no two hosts have the same UUID, also where the database has no key. Equal
-- UUIDs have equal upper halves, which take half the time to tell apart; whole UUIDs
-- are compared only if two hosts share a half.
WITH halves AS (
    SELECT
        host_id,
        (host_id::UHUGEINT >> 64)::UBIGINT AS upper_half
    FROM hosts
),

shared AS (
    SELECT count(*) - count(DISTINCT upper_half) AS host_count
    FROM halves
)

SELECT
    'repeated' AS subject,
    count(*) - count(DISTINCT host_id) AS actual
FROM halves
WHERE (SELECT shared.host_count FROM shared) > 0
ORDER BY subject
