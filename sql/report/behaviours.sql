-- The behaviours with their parameters and hosts, one row a behaviour.
WITH counts AS (
    SELECT
        scenario,
        variant,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
)

SELECT
    dna_profiles.scenario,
    dna_profiles.variant,
    dna_profiles.risk,
    CAST(dna_profiles.weight AS DOUBLE) AS weight,
    CAST(dna_profiles.base_utilisation_min_pct AS DOUBLE) AS base_utilisation_min_pct,
    CAST(dna_profiles.base_utilisation_max_pct AS DOUBLE) AS base_utilisation_max_pct,
    CAST(dna_profiles.growth_pct AS DOUBLE) AS growth_pct,
    CAST(dna_profiles.season_amplitude_pct AS DOUBLE) AS season_amplitude_pct,
    CAST(dna_profiles.noise_pct AS DOUBLE) AS noise_pct,
    CAST(dna_profiles.bursts_per_30d AS DOUBLE) AS bursts_per_30d,
    coalesce(counts.host_count, 0) AS host_count
FROM dna_profiles
LEFT JOIN counts
    ON
        dna_profiles.scenario = counts.scenario
        AND dna_profiles.variant = counts.variant
ORDER BY dna_profiles.scenario, dna_profiles.variant
