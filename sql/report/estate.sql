-- Where the largest applications run, and on what: one row for each with one of its
-- roles, the largest application first.
WITH sizes AS (
    SELECT
        application_id,
        count(*) AS application_hosts
    FROM hosts
    GROUP BY application_id
    ORDER BY application_hosts DESC, application_id ASC
    LIMIT $most_applications
),

models AS (
    SELECT
        application_id,
        role,
        hardware_model,
        count(*) AS model_count
    FROM hosts
    GROUP BY application_id, role, hardware_model
    QUALIFY
        row_number() OVER (
            PARTITION BY application_id, role
            ORDER BY model_count DESC, hardware_model ASC
        ) = 1
),

roles AS (
    SELECT
        application_id,
        role,
        count(*) AS host_count,
        histogram(region) AS region,
        histogram(server_type) AS server_type
    FROM hosts
    GROUP BY ALL
)

SELECT
    roles.*,
    hierarchy.application_name,
    hierarchy.criticality_tier,
    models.hardware_model,
    models.model_count
FROM roles
INNER JOIN sizes ON roles.application_id = sizes.application_id
INNER JOIN models
    ON roles.application_id = models.application_id AND roles.role = models.role
INNER JOIN hierarchy ON roles.application_id = hierarchy.application_id
ORDER BY sizes.application_hosts DESC, roles.application_id ASC, roles.role ASC
