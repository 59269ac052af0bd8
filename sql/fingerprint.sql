-- Rows and fingerprint of the table that the variable fingerprinted_table names.
-- docs/fingerprint.md is the definition.
--
-- What makes a row a number depends on the names and types of the columns, so that
-- query is put together first. Its form lets DuckDB work out a text column once for
-- each entry of its dictionary, instead of once for each row.
SET VARIABLE fingerprinted_rows = (
    WITH named AS (
        SELECT
            type AS kind,
            concat('"', replace(name, '"', '""'), '"') AS identifier,
            concat('''', replace(name, '''', ''''''), '''') AS literal
        FROM pragma_table_info(getvariable('fingerprinted_table'))
    ),

    products AS (
        SELECT
            identifier,
            literal,
            CASE
                -- The upper half of these numbers is 0.
                WHEN
                    kind IN (
                        'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT',
                        'UTINYINT', 'USMALLINT', 'UINTEGER'
                    )
                    THEN 'WHEN {0} IS NOT NULL
                        THEN CAST(CAST({0} AS HUGEINT) + 9223372036854775808 AS UHUGEINT)
                            * (md5_number({1}) & 18446744073709551615)'
                WHEN kind = 'UUID'
                    THEN 'WHEN {0} IS NOT NULL
                        THEN xor(
                            (CAST({0} AS UHUGEINT) & 18446744073709551615)
                            * (md5_number({1}) & 18446744073709551615),
                            (CAST({0} AS UHUGEINT) >> 64) * (md5_number({1}) >> 64)
                        )'
                -- Node names, the one text that differs in each of millions of rows,
                -- have 16 bytes. As numbers they take a tenth of the time of MD5.
                ELSE 'WHEN strlen(CAST({0} AS VARCHAR)) = 16
                    THEN xor(
                        (
                            CAST(encode(CAST({0} AS VARCHAR))::UUID AS UHUGEINT)
                            & 18446744073709551615
                        ) * (md5_number({1}) & 18446744073709551615),
                        (CAST(encode(CAST({0} AS VARCHAR))::UUID AS UHUGEINT) >> 64)
                        * (md5_number({1}) >> 64)
                    )'
            END AS product
        FROM named
    ),

    cells AS (
        SELECT
            format(
                concat(
                    'CASE ', product,
                    ' ELSE md5_number(concat({1}, '' '' || CAST({0} AS VARCHAR))) END'
                ),
                identifier,
                literal
            ) AS cell
        FROM products
    )

    SELECT
        concat(
            'SELECT ',
            repeat('xor(', count(*)), '0', string_agg(concat(', ', cell, ')'), ''),
            ' AS number FROM query_table(getvariable(''fingerprinted_table''))'
        ) AS query_text
    FROM cells
);

WITH mixed_once AS (
    SELECT
        xor(number & 18446744073709551615, md5_number('low') >> 64)
        * xor(number >> 64, md5_number('high') >> 64) AS number
    FROM query(getvariable('fingerprinted_rows'))
),

mixed_twice AS (
    SELECT
        xor(number & 18446744073709551615, md5_number('low') >> 64)
        * xor(number >> 64, md5_number('high') >> 64) AS number
    FROM mixed_once
),

sums AS (
    SELECT
        count(*) AS row_count,
        coalesce(sum(CAST(number >> 64 AS UBIGINT)), 0) AS high,
        coalesce(sum(CAST(number & 18446744073709551615 AS UBIGINT)), 0) AS low
    FROM mixed_twice
)

SELECT
    row_count,
    format(
        '{:016x}{:016x}',
        CAST(high & 18446744073709551615 AS UBIGINT),
        CAST(low & 18446744073709551615 AS UBIGINT)
    ) AS fingerprint
FROM sums
