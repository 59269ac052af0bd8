-- The hardware catalogue with its hosts, one row a model.
WITH counts AS (
    SELECT
        hardware_model,
        count(*) AS host_count
    FROM hosts
    GROUP BY hardware_model
)

SELECT
    hardware_models.hardware_model,
    hardware_models.classification,
    hardware_models.cpu_cores,
    hardware_models.memory_gb,
    hardware_models.storage_capacity_mb,
    hardware_models.source,
    coalesce(counts.host_count, 0) AS host_count
FROM hardware_models
LEFT JOIN counts ON hardware_models.hardware_model = counts.hardware_model
ORDER BY
    hardware_models.classification ASC,
    host_count DESC,
    hardware_models.hardware_model ASC
