-- Proves that every address is of the domain in the config: counts each domain.
WITH addresses AS (
    SELECT application_manager_email AS email
    FROM hierarchy
    UNION ALL
    SELECT business_owner_email AS email
    FROM hierarchy
)

SELECT
    split_part(email, '@', 2) AS subject,
    count(*) AS actual
FROM addresses
GROUP BY subject
ORDER BY subject
