-- Shows every table and view with its text, to be compared with the DDL: that of a table
-- has the collations, which nothing else shows. The text without brackets, which each
-- storage format keeps otherwise.
SELECT
    concat('table ', schema_name, '.', table_name) AS subject,
    regexp_replace(sql, '[()]', '', 'g') AS actual
FROM duckdb_tables()
WHERE
    database_name = 'subject'
    AND NOT internal
UNION ALL
SELECT
    concat('view ', schema_name, '.', view_name) AS subject,
    regexp_replace(sql, '[()]', '', 'g') AS actual
FROM duckdb_views()
WHERE
    database_name = 'subject'
    AND NOT internal
ORDER BY subject
