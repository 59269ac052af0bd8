-- Proves that names and addresses of people are sound: each address is first name, dot,
-- last name; it is that of one person; no person has two; and none works for two
-- departments.
WITH people AS (
    SELECT
        department,
        application_manager AS person,
        application_manager_email AS email
    FROM hierarchy
    UNION ALL
    SELECT
        department,
        business_owner AS person,
        business_owner_email AS email
    FROM hierarchy
),

homes AS (
    SELECT DISTINCT
        department,
        email
    FROM people
),

pairs AS (
    SELECT DISTINCT
        person,
        email
    FROM people
),

summary AS (
    SELECT
        (
            SELECT count(*) - count(DISTINCT email)
            FROM pairs
        ) AS addresses_of_two_people,
        (
            SELECT count(*) - count(DISTINCT person)
            FROM pairs
        ) AS people_of_two_addresses,
        (
            SELECT count(*) - count(DISTINCT email)
            FROM homes
        ) AS people_of_two_departments,
        (
            SELECT count(*)
            FROM people
            WHERE
                coalesce(
                    NOT regexp_full_match(email, '[a-z0-9]+\.[a-z0-9]+@[a-z0-9.-]+'),
                    TRUE
                )
        ) AS malformed_addresses,
        (
            SELECT count(*)
            FROM people
            WHERE coalesce(NOT regexp_full_match(person, '\S+( \S+)+'), TRUE)
        ) AS malformed_names
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
