-- Proves that every application is of a criticality tier that its kind can have: counts
-- those that are not.
WITH allowed AS (
    SELECT
        unnest($applications) AS application_id,
        unnest($tiers) AS criticality_tier
)

SELECT
    'applications_of_another_tier' AS subject,
    count(*) AS actual
FROM hierarchy
ANTI JOIN allowed
    ON
        hierarchy.application_id = allowed.application_id
        AND hierarchy.criticality_tier = allowed.criticality_tier
