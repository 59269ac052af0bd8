-- Shows what the config alone settles of each application, to be compared with it.
SELECT
    application_id AS subject,
    {
        'company': company,
        'division': division,
        'department': department,
        'application_name': application_name,
        'cost_centre': cost_centre
    } AS actual
FROM hierarchy
ORDER BY subject
