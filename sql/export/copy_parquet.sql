-- Writes a table as Parquet.
COPY ( -- noqa: PRS
    FROM query(getvariable('exported_rows'))
) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)
