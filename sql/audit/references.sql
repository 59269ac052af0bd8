-- Proves that every host refers to an application of its own department, to a model of
-- the catalogue and to a behaviour, also where the database has no key: counts those
-- that do not. Hosts of equal references are looked up once.
WITH owners AS (
    SELECT
        application_id,
        department,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
),

models AS (
    SELECT
        hardware_model,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
),

behaviours AS (
    SELECT
        scenario,
        variant,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
)

SELECT
    'hosts to dna_profiles' AS subject,
    coalesce(sum(behaviours.host_count), 0) AS actual
FROM behaviours
ANTI JOIN dna_profiles
    ON
        behaviours.scenario = dna_profiles.scenario
        AND behaviours.variant = dna_profiles.variant
UNION ALL
SELECT
    'hosts to hardware_models' AS subject,
    coalesce(sum(models.host_count), 0) AS actual
FROM models
ANTI JOIN hardware_models ON models.hardware_model = hardware_models.hardware_model
UNION ALL
SELECT
    'hosts to hierarchy' AS subject,
    coalesce(sum(owners.host_count), 0) AS actual
FROM owners
ANTI JOIN hierarchy
    ON
        owners.application_id = hierarchy.application_id
        AND owners.department = hierarchy.department
ORDER BY subject
