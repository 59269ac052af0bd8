-- Hosts of each department in each region, one row a pair that occurs.
SELECT
    region,
    department,
    count(*) AS host_count
FROM hosts
GROUP BY ALL
ORDER BY ALL
