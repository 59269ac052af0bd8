-- Proves that classification, cores, memory and storage of every host are those of its
-- model in the catalogue, and that its server type runs on it: counts the hosts of which
-- each differs.
WITH types AS (
    SELECT
        hardware_model,
        server_type,
        count(*) AS host_count
    FROM hosts
    GROUP BY ALL
),

unfit AS (
    SELECT coalesce(sum(types.host_count), 0) AS server_type
    FROM types
    ANTI JOIN hardware_model_server_types AS fitting
        ON
            types.hardware_model = fitting.hardware_model
            AND types.server_type = fitting.server_type
),

summary AS (
    SELECT
        count(*) FILTER (
            WHERE hosts.classification IS DISTINCT FROM models.classification
        ) AS classification,
        count(*) FILTER (
            WHERE hosts.cpu_cores IS DISTINCT FROM models.cpu_cores
        ) AS cpu_cores,
        count(*) FILTER (
            WHERE hosts.memory_gb IS DISTINCT FROM models.memory_gb
        ) AS memory_gb,
        count(*) FILTER (
            WHERE hosts.storage_capacity_mb IS DISTINCT FROM models.storage_capacity_mb
        ) AS storage_capacity_mb,
        any_value(unfit.server_type) AS server_type
    FROM hosts
    CROSS JOIN unfit
    LEFT JOIN hardware_models AS models
        ON hosts.hardware_model = models.hardware_model
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
