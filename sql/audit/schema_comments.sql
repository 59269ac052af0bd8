-- Shows the comment on every table, view and column, to be compared with the DDL.
SELECT
    table_name AS subject,
    comment AS actual
FROM duckdb_tables()
WHERE
    database_name = 'subject'
    AND NOT internal
    AND comment IS NOT NULL
UNION ALL
SELECT
    view_name AS subject,
    comment AS actual
FROM duckdb_views()
WHERE
    database_name = 'subject'
    AND NOT internal
    AND comment IS NOT NULL
UNION ALL
SELECT
    concat(table_name, '.', column_name) AS subject,
    comment AS actual
FROM duckdb_columns()
WHERE
    database_name = 'subject'
    AND NOT internal
    AND comment IS NOT NULL
ORDER BY subject
