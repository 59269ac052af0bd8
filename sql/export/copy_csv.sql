-- Writes a table as CSV by RFC 4180.
COPY ( -- noqa: PRS
    FROM query(getvariable('exported_rows'))
) TO $path (FORMAT csv, HEADER TRUE, DELIMITER ',', QUOTE '"', NEW_LINE '\r\n')
