-- Proves that no two hosts have the same UUID, also where the database has no key: of
-- those UUIDs whose first two bits are the parameter, so that a quarter at a time has to
-- be held in memory. Equal UUIDs have equal upper halves, which take half the room;
-- whole UUIDs are compared only if two hosts share a half.
WITH halves AS (
    SELECT
        host_id,
        (host_id::UHUGEINT >> 64)::UBIGINT AS upper_half
    FROM hosts
    WHERE host_id::UHUGEINT >> 126 = $first_bits::INTEGER
),

shared AS (
    SELECT count(*) - count(DISTINCT upper_half) AS host_count
    FROM halves
)

SELECT
    format('repeated, of first bits {:02b}', $first_bits::INTEGER) AS subject,
    count(*) - count(DISTINCT host_id) AS actual
FROM halves
WHERE (SELECT shared.host_count FROM shared) > 0
ORDER BY subject
