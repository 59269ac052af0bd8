-- Where the figures of the hardware catalogue come from.
SELECT DISTINCT source
FROM hardware_models
ORDER BY source
