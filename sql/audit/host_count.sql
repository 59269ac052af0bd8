-- Proves that the fleet has as many hosts as the config asks for.
SELECT
    'hosts' AS subject,
    count(*) AS actual
FROM hosts
ORDER BY subject
