-- Proves that no two hosts have the same UUID, also where the database has no key.
SELECT
    'repeated' AS subject,
    count(*) - count(DISTINCT host_id) AS actual
FROM hosts
ORDER BY subject
