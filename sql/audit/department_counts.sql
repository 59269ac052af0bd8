-- Counts the hosts of each department, to be held against its weight.
SELECT
    department AS subject,
    count(*) AS actual
FROM hosts
GROUP BY department
ORDER BY subject
