-- Counts whatever else a database can hold, and of which the DDL makes none: schemas,
-- types, macros, sequences and triggers.
WITH objects AS (
    SELECT
        'macro' AS kind,
        function_name AS object_name
    FROM duckdb_functions()
    WHERE
        database_name = 'subject'
        AND NOT internal
    UNION ALL
    SELECT
        'schema' AS kind,
        schema_name AS object_name
    FROM duckdb_schemas()
    WHERE
        database_name = 'subject'
        AND NOT internal
    UNION ALL
    SELECT
        'sequence' AS kind,
        sequence_name AS object_name
    FROM duckdb_sequences()
    WHERE database_name = 'subject'
    UNION ALL
    SELECT
        'trigger' AS kind,
        trigger_name AS object_name
    FROM duckdb_triggers()
    WHERE database_name = 'subject'
    UNION ALL
    SELECT
        'type' AS kind,
        type_name AS object_name
    FROM duckdb_types()
    WHERE
        database_name = 'subject'
        AND NOT internal
)

SELECT
    concat(kind, ' ', object_name) AS subject,
    count(*) AS actual
FROM objects
GROUP BY subject
ORDER BY subject
