-- Proves that at least one host shows each behaviour of the config, and none another.
SELECT
    concat(scenario, ' / ', variant) AS subject,
    count(*) > 0 AS actual
FROM hosts
GROUP BY
    scenario,
    variant
ORDER BY subject
