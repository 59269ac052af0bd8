-- Shows every index beside those of keys, to be compared with the DDL.
SELECT -- noqa: ST06
    concat(table_name, '.', index_name) AS subject,
    sql AS actual
FROM duckdb_indexes()
WHERE database_name = 'subject'
ORDER BY subject
