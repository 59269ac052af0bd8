-- Proves that each node name is server- and the host index in nine digits. So names are
-- unique where the indices are, which host_index proves.
SELECT
    'unlike_their_index' AS subject,
    count(*) AS actual
FROM hosts
WHERE
    node_name IS DISTINCT FROM concat(
        'server-', right((host_index + 1000000000)::VARCHAR, 9)
    )
ORDER BY subject
