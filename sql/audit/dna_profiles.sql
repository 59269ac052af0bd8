-- Shows the behaviours with their parameters, to be compared with the config.
SELECT
    concat(scenario, ' / ', variant) AS subject,
    {
        'risk': risk,
        'weight': weight,
        'base_utilisation_min_pct': base_utilisation_min_pct,
        'base_utilisation_max_pct': base_utilisation_max_pct,
        'growth_pct': growth_pct,
        'season_amplitude_pct': season_amplitude_pct,
        'noise_pct': noise_pct,
        'bursts_per_30d': bursts_per_30d
    } AS actual
FROM dna_profiles
ORDER BY subject
