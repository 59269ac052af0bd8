-- Counts physical and virtual hosts, to be held against their weights.
SELECT
    classification AS subject,
    count(*) AS actual
FROM hosts
GROUP BY classification
ORDER BY subject
