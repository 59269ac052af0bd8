-- Counts the hosts of each server type, to be held against its weight.
SELECT
    server_type AS subject,
    count(*) AS actual
FROM hosts
GROUP BY server_type
ORDER BY subject
