-- Columns of tables and views with types and comments, in their order.
SELECT
    table_name AS relation,
    column_name,
    data_type,
    is_nullable,
    comment
FROM duckdb_columns()
WHERE
    database_name = current_database()
    AND NOT internal
ORDER BY
    table_oid,
    column_index
