-- Counts the common and the rare hosts, to be held against their weights.
SELECT
    risk AS subject,
    count(*) AS actual
FROM hosts
GROUP BY risk
ORDER BY subject
