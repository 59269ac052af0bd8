-- Keys, references and checks of every table, each with a query that counts the rows
-- that break it, for readers whose copy of a table has no constraints.
WITH declared AS (
    SELECT
        table_name,
        constraint_type,
        constraint_column_names AS key_columns,
        referenced_table,
        referenced_column_names AS referenced_columns,
        expression,
        table_oid,
        constraint_index
    FROM duckdb_constraints()
    WHERE
        database_name = current_database()
        AND constraint_type <> 'NOT NULL'
)

SELECT
    table_name AS relation,
    constraint_type,
    key_columns,
    referenced_table,
    referenced_columns,
    expression,
    CASE constraint_type
        WHEN 'CHECK'
            THEN format('SELECT count(*) FROM {} WHERE NOT {}', table_name, expression)
        WHEN 'FOREIGN KEY'
            THEN format(
                'SELECT count(*) FROM {} WHERE ({}) NOT IN (SELECT ({}) FROM {})',
                table_name,
                array_to_string(key_columns, ', '),
                array_to_string(referenced_columns, ', '),
                referenced_table
            )
        ELSE
            format(
                'SELECT count(*) - count(DISTINCT ({})) FROM {}',
                array_to_string(key_columns, ', '),
                table_name
            )
    END AS violations
FROM declared
ORDER BY
    table_oid,
    constraint_index
