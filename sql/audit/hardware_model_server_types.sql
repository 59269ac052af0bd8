-- Shows the server types that run on each hardware model, to be compared with the config.
SELECT
    hardware_model AS subject,
    string_agg(server_type, ', ' ORDER BY server_type) AS actual
FROM hardware_model_server_types
GROUP BY hardware_model
ORDER BY subject
