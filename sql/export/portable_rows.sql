-- The query for all rows of the table that the variable exported_table names, in the
-- order of the columns that exported_key lists, as its text. A UUID is a text there:
-- Spark reads no Parquet file that has one.
SET VARIABLE exported_rows = (
    SELECT
        concat(
            'SELECT ',
            string_agg(
                CASE
                    WHEN type = 'UUID'
                        THEN format('CAST({0} AS VARCHAR) AS {0}', name)
                    ELSE name
                END,
                ', '
                ORDER BY cid
            ),
            ' FROM ',
            getvariable('exported_table'),
            ' ORDER BY ',
            array_to_string(getvariable('exported_key'), ', ')
        ) AS query_text
    FROM pragma_table_info(getvariable('exported_table'))
)
