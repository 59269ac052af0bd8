-- Proves that every host refers to an application of its own department, to a model of
-- the catalogue and to a behaviour, also where the database has no key: counts those
-- that do not.
SELECT
    'hosts to dna_profiles' AS subject,
    count(*) AS actual
FROM hosts
WHERE NOT EXISTS (
    SELECT 1
    FROM dna_profiles
    WHERE
        dna_profiles.scenario = hosts.scenario
        AND dna_profiles.variant = hosts.variant
)
UNION ALL
SELECT
    'hosts to hardware_models' AS subject,
    count(*) AS actual
FROM hosts
WHERE NOT EXISTS (
    SELECT 1
    FROM hardware_models
    WHERE hardware_models.hardware_model = hosts.hardware_model
)
UNION ALL
SELECT
    'hosts to hierarchy' AS subject,
    count(*) AS actual
FROM hosts
WHERE NOT EXISTS (
    SELECT 1
    FROM hierarchy
    WHERE
        hierarchy.application_id = hosts.application_id
        AND hierarchy.department = hosts.department
)
ORDER BY subject
