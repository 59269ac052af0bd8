-- Proves that the risk of every host is that of its behaviour.
SELECT
    'risk' AS subject,
    count(*) FILTER (WHERE hosts.risk IS DISTINCT FROM profiles.risk) AS actual
FROM hosts
LEFT JOIN dna_profiles AS profiles
    ON
        hosts.scenario = profiles.scenario
        AND hosts.variant = profiles.variant
ORDER BY subject
