-- Proves that each department has as many applications as the config asks for.
SELECT
    department AS subject,
    count(DISTINCT application_id) AS actual
FROM hierarchy
GROUP BY department
ORDER BY subject
