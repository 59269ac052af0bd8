-- Hosts of a range of indices, from first_index to before after_index, by their
-- behaviour on side A and on side B, which is NULL on a side that does not have them;
-- and in how many each column differs that both sides have.
SET VARIABLE differing_columns = (
    WITH columns_of_both AS (
        SELECT
            a.cid,
            a.name
        FROM pragma_table_info('hosts_a') AS a
        SEMI JOIN pragma_table_info('hosts_b') AS b ON a.name = b.name
        WHERE a.name <> 'host_index'
    )

    SELECT
        string_agg(
            format(
                '{0}: count_if(a.{0} IS DISTINCT FROM b.{0})',
                concat('"', replace(name, '"', '""'), '"')
            ),
            ', '
            ORDER BY cid
        ) AS counts
    FROM columns_of_both
);

SELECT
    behaviour_a,
    behaviour_b,
    host_count,
    changed,
    differing
FROM query(
    concat(
        'WITH
        a AS (
            FROM hosts_a
            WHERE host_index >= getvariable(''first_index'')
                AND host_index < getvariable(''after_index'')
        ),
        b AS (
            FROM hosts_b
            WHERE host_index >= getvariable(''first_index'')
                AND host_index < getvariable(''after_index'')
        )
        SELECT
            CASE WHEN a.host_index IS NOT NULL THEN [a.scenario, a.variant] END
                AS behaviour_a,
            CASE WHEN b.host_index IS NOT NULL THEN [b.scenario, b.variant] END
                AS behaviour_b,
            count(*) AS host_count,
            count_if(a IS DISTINCT FROM b) AS changed,
            {', getvariable('differing_columns'), '} AS differing
        FROM a FULL JOIN b ON a.host_index = b.host_index
        GROUP BY ALL'
    )
)
