-- Rows and fingerprint of the table named by the parameter.
--
-- The fingerprint is the exclusive or of the MD5 of each row, so the order of rows
-- does not matter; a doubled row would cancel out, but not its count. The text of a
-- row is its columns as text in the order of the table, NULL as U+001E, joined by
-- U+001F; the MD5 of its UTF-8 is read as a little-endian number.
SELECT
    count(*) AS row_count,
    coalesce(bit_xor(md5_number(concat_ws(chr(31), *COLUMNS(*)))), 0) AS fingerprint
FROM (
    SELECT coalesce(CAST(COLUMNS(*) AS VARCHAR), chr(30))
    FROM query_table($table)
)
