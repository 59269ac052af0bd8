-- Counts the applications of each criticality tier, to be compared with its weight.
SELECT
    criticality_tier AS subject,
    count(*) AS actual
FROM hierarchy
GROUP BY criticality_tier
ORDER BY subject
