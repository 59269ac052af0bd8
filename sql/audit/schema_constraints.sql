-- Counts the constraints of every table by their text, to be compared with the DDL.
SELECT
    concat(
        table_name, ' (', array_to_string(constraint_column_names, ', '), '): ',
        constraint_text
    ) AS subject,
    count(*) AS actual
FROM duckdb_constraints()
WHERE database_name = 'subject'
GROUP BY subject
ORDER BY subject
