-- Tables and views with their comments, in the order in which the DDL makes them.
SELECT
    table_name AS relation,
    FALSE AS is_view,
    comment,
    table_oid AS oid
FROM duckdb_tables()
WHERE
    database_name = current_database()
    AND NOT internal
UNION ALL
SELECT
    view_name AS relation,
    TRUE AS is_view,
    comment,
    view_oid AS oid
FROM duckdb_views()
WHERE
    database_name = current_database()
    AND NOT internal
ORDER BY oid
