-- Shows every table, and every view with its text, to be compared with the DDL. The text
-- without brackets, which each storage format keeps otherwise.
SELECT
    concat(schema_name, '.', table_name) AS subject,
    'table' AS actual
FROM duckdb_tables()
WHERE
    database_name = current_database()
    AND NOT internal
UNION ALL
SELECT
    concat(schema_name, '.', view_name) AS subject,
    regexp_replace(sql, '[()]', '', 'g') AS actual
FROM duckdb_views()
WHERE
    database_name = current_database()
    AND NOT internal
ORDER BY subject
