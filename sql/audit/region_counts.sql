-- Counts the hosts of each region, to be held against its weight.
SELECT
    region AS subject,
    count(*) AS actual
FROM hosts
GROUP BY region
ORDER BY subject
