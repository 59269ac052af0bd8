-- Proves that names and addresses of people are sound: each address is first name, dot,
-- last name; it is that of one person; and no person has two. Proves also that the name
-- of an application begins with its department and that no two have the same.
WITH people AS (
    SELECT
        application_manager AS person,
        application_manager_email AS email
    FROM hierarchy
    UNION ALL
    SELECT
        business_owner AS person,
        business_owner_email AS email
    FROM hierarchy
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
        ) AS malformed_names,
        (
            SELECT
                count(*) FILTER (
                    WHERE
                    coalesce(
                        NOT starts_with(application_name, concat(department, ' ')),
                        TRUE
                    )
                )
            FROM hierarchy
        ) AS application_names_without_department,
        (
            SELECT count(*) - count(DISTINCT application_name)
            FROM hierarchy
        ) AS repeated_application_names
)

UNPIVOT summary
ON COLUMNS(*)
INTO
NAME subject
VALUE actual
ORDER BY subject
