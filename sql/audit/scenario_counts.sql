-- Counts the hosts of each scenario, to be held against its weight.
SELECT
    scenario AS subject,
    count(*) AS actual
FROM hosts
GROUP BY scenario
ORDER BY subject
