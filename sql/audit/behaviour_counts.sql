-- Counts the hosts of each behaviour, to be compared with its weight.
SELECT
    concat(scenario, ' / ', variant) AS subject,
    count(*) AS actual
FROM hosts
GROUP BY
    scenario,
    variant
ORDER BY subject
