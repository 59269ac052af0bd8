-- Proves that node names are unique, also where the database has no key, and that each
-- is server- and the host index in nine digits.
WITH summary AS (
    SELECT
        count(*) - count(DISTINCT node_name) AS repeated,
        count(*) FILTER (
            WHERE node_name IS DISTINCT FROM format('server-{:09d}', host_index)
        ) AS unlike_their_index
    FROM hosts
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
