-- Proves that the risk of every host is that of its behaviour. Hosts of equal scenario,
-- variant and risk are looked up once.
WITH seen AS (
    SELECT
        scenario,
        variant,
        risk,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
)

SELECT
    'risk' AS subject,
    coalesce(
        sum(seen.host_count) FILTER (WHERE seen.risk IS DISTINCT FROM profiles.risk), 0
    ) AS actual
FROM seen
LEFT JOIN dna_profiles AS profiles
    ON
        seen.scenario = profiles.scenario
        AND seen.variant = profiles.variant
ORDER BY subject
