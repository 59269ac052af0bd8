-- Proves that classification, cores, memory and storage of every host are those of its
-- model in the catalogue: counts the hosts of which each differs.
WITH summary AS (
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
        ) AS storage_capacity_mb
    FROM hosts
    LEFT JOIN hardware_models AS models
        ON hosts.hardware_model = models.hardware_model
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
