-- Writes a table as Parquet, in the order of its key.
COPY ( -- noqa: PRS
    SELECT *
    FROM query_table($table)
    ORDER BY COLUMNS(LAMBDA name: list_contains($key, name))
) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
