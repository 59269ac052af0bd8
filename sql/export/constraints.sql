-- Keys, references and checks of every table.
SELECT
    table_name AS relation,
    constraint_type,
    constraint_column_names AS key_columns,
    referenced_table,
    referenced_column_names AS referenced_columns,
    -- Without the brackets around it.
    expression[2:-2] AS check_expression
FROM duckdb_constraints()
WHERE
    database_name = current_database()
    AND constraint_type <> 'NOT NULL'
ORDER BY
    table_oid,
    constraint_index
