-- Hosts of a range of indices by their behaviour on side A and on side B, which is
-- NULL on a side that does not have them; and in how many each column differs.
WITH
a AS (
    SELECT *
    FROM hosts_a
    WHERE host_index >= $first AND host_index < $after
),

b AS (
    SELECT *
    FROM hosts_b
    WHERE host_index >= $first AND host_index < $after
)

SELECT
    CASE WHEN a.host_index IS NOT NULL THEN [a.scenario, a.variant] END AS behaviour_a,
    CASE WHEN b.host_index IS NOT NULL THEN [b.scenario, b.variant] END AS behaviour_b,
    count(*) AS host_count,
    count_if(a IS DISTINCT FROM b) AS changed, -- noqa: RF02
    {
        'host_id': count_if(a.host_id IS DISTINCT FROM b.host_id),
        'node_name': count_if(a.node_name IS DISTINCT FROM b.node_name),
        'classification': count_if(a.classification IS DISTINCT FROM b.classification),
        'server_type': count_if(a.server_type IS DISTINCT FROM b.server_type),
        'region': count_if(a.region IS DISTINCT FROM b.region),
        'department': count_if(a.department IS DISTINCT FROM b.department),
        'application_id': count_if(a.application_id IS DISTINCT FROM b.application_id),
        'hardware_model': count_if(a.hardware_model IS DISTINCT FROM b.hardware_model),
        'cpu_cores': count_if(a.cpu_cores IS DISTINCT FROM b.cpu_cores),
        'memory_gb': count_if(a.memory_gb IS DISTINCT FROM b.memory_gb),
        'storage_capacity_mb': count_if(
            a.storage_capacity_mb IS DISTINCT FROM b.storage_capacity_mb
        ),
        'scenario': count_if(a.scenario IS DISTINCT FROM b.scenario),
        'variant': count_if(a.variant IS DISTINCT FROM b.variant),
        'risk': count_if(a.risk IS DISTINCT FROM b.risk)
    } AS differing
FROM a
FULL JOIN b ON a.host_index = b.host_index
GROUP BY behaviour_a, behaviour_b
