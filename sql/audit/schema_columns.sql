-- Shows every column of tables and views, to be compared with the DDL.
SELECT
    concat_ws('.', schema_name, table_name, column_name) AS subject,
    {
        'position': column_index,
        'type': data_type,
        'nullable': is_nullable,
        'default': column_default,
        'generated': is_generated
    } AS actual
FROM duckdb_columns()
WHERE
    database_name = 'subject'
    AND NOT internal
ORDER BY subject
