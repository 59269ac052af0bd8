-- Writes a table as CSV by RFC 4180, in the order of its key.
COPY ( -- noqa: PRS
    SELECT *
    FROM query_table($table)
    ORDER BY COLUMNS(LAMBDA name: list_contains($key, name))
) TO $path (FORMAT csv, HEADER TRUE, DELIMITER ',', QUOTE '"', NEW_LINE '\r\n')
