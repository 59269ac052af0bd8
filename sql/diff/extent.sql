-- Number of hosts of one side, and the index after that of its last one.
SELECT
    count(*) AS host_count,
    coalesce(max(host_index) + 1, 0) AS after_last
FROM query_table($hosts)
