-- Proves that every host refers to an application of its own department, to a model of
-- the catalogue and to a behaviour, also where the database has no key: counts those
-- that do not.
SELECT
    'hosts to dna_profiles' AS subject,
    count(*) AS actual
FROM hosts
ANTI JOIN dna_profiles
    ON
        hosts.scenario = dna_profiles.scenario
        AND hosts.variant = dna_profiles.variant
UNION ALL
SELECT
    'hosts to hardware_models' AS subject,
    count(*) AS actual
FROM hosts
ANTI JOIN hardware_models ON hosts.hardware_model = hardware_models.hardware_model
UNION ALL
SELECT
    'hosts to hierarchy' AS subject,
    count(*) AS actual
FROM hosts
ANTI JOIN hierarchy
    ON
        hosts.application_id = hierarchy.application_id
        AND hosts.department = hierarchy.department
ORDER BY subject
