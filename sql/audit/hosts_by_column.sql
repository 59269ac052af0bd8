-- Counts the hosts by what they have in a column, to be compared with the weights.
SELECT
    COLUMNS(concat('^', $column, '$')) AS subject,
    count(*) AS actual
FROM hosts
GROUP BY ALL
ORDER BY subject
