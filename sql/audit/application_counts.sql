-- Counts the hosts of each application, to be held against its share by Zipf's law.
SELECT
    application_id AS subject,
    count(*) AS actual
FROM hosts
GROUP BY application_id
ORDER BY subject
