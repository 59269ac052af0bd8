-- The hosts as the ten tags that the Time Series Benchmark Suite (TSBS) gives a host in
-- its use cases devops and cpu-only, in its order, and as one text of them.
--
-- What the fleet has no counterpart for comes from digits of the host's UUID, which are
-- drawn for nothing else: four for each, of the 32. TSBS escapes nothing, so blanks,
-- commas, equals signs, quotes and backslashes become underscores.
CREATE TEMP VIEW tsbs_hosts AS
WITH escaped AS (
    SELECT
        host_index,
        regexp_replace(region, '[\s,="\\]', '_', 'g') AS region,
        regexp_replace(server_type, '[\s,="\\]', '_', 'g') AS os,
        regexp_replace(department, '[\s,="\\]', '_', 'g') AS team,
        regexp_replace(application_id, '[\s,="\\]', '_', 'g') AS service,
        replace(CAST(host_id AS VARCHAR), '-', '') AS digits
    FROM hosts
),

tags AS (
    SELECT
        host_index,
        region,
        os,
        team,
        service,
        'x64' AS arch,
        concat('host_', host_index) AS hostname,
        concat(
            region, '-', chr(97 + CAST(concat('0x', digits[1:4]) AS INTEGER) % 3)
        ) AS datacenter,
        CAST(concat('0x', digits[5:8]) AS INTEGER) % 100 AS rack,
        CAST(concat('0x', digits[9:12]) AS INTEGER) % 2 AS service_version,
        list_extract(
            ['production', 'staging', 'test'],
            CAST(concat('0x', digits[29:32]) AS INTEGER) % 3 + 1
        ) AS service_environment
    FROM escaped
)

SELECT
    hostname,
    region,
    datacenter,
    rack,
    os,
    arch,
    team,
    service,
    service_version,
    service_environment,
    host_index,
    concat(
        'hostname=', hostname,
        ',region=', region,
        ',datacenter=', datacenter,
        ',rack=', rack,
        ',os=', os,
        ',arch=', arch,
        ',team=', team,
        ',service=', service,
        ',service_version=', service_version,
        ',service_environment=', service_environment
    ) AS tags
FROM tags
