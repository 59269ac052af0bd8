-- Shows the hardware catalogue, to be compared with the config.
SELECT
    hardware_model AS subject,
    {
        'classification': classification,
        'cpu_cores': cpu_cores,
        'memory_gb': memory_gb,
        'storage_capacity_mb': storage_capacity_mb,
        'network_mbit_s': network_mbit_s,
        'weight': weight,
        'source': source
    } AS actual
FROM hardware_models
ORDER BY subject
