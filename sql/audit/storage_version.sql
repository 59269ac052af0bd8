-- Shows the storage format of the file, which decides what can read it.
SELECT
    'storage_version' AS subject,
    rtrim(tags['storage_version'], '+') AS actual
FROM duckdb_databases()
WHERE database_name = 'subject'
ORDER BY subject
