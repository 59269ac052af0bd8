-- Counts the hosts of each hardware model, to be held against its weight.
SELECT
    hardware_model AS subject,
    count(*) AS actual
FROM hosts
GROUP BY hardware_model
ORDER BY subject
