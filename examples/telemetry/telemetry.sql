-- The daily CPU utilisation that the DNA of each host describes, one row a host and day.
--
-- Every draw is the MD5 of a text that names it, so that no row depends on another one:
-- a larger fleet or another month leaves the rows that are there as they were.
CREATE TEMP MACRO draw(label) AS ('0x' || left(md5(label), 13))::bigint / pow(2, 52);

CREATE TEMP TABLE telemetry AS
WITH days AS (
    SELECT
        date,
        yearmonth,
        date_diff('day', min(date) OVER (), date)
        / date_diff('day', min(date) OVER (), max(date) OVER ()) AS elapsed,
        sin(2 * pi() * day_of_year / 365.25) AS season
    FROM genesis.time_periods
),

host_days AS (
    SELECT
        fleet.*,
        days.date,
        days.elapsed,
        days.season,
        concat_ws('/', $seed, fleet.host_index) AS of_host,
        concat_ws('/', $seed, fleet.host_index, days.date) AS of_day
    FROM genesis.fleet
    CROSS JOIN days
    WHERE fleet.host_index < $hosts AND days.yearmonth = $yearmonth
),

drawn AS (
    SELECT
        *,
        base_utilisation_min_pct
        + draw(of_host || '/level')
        * (base_utilisation_max_pct - base_utilisation_min_pct) AS base_pct,
        -- Standard normal, by Box and Muller; 1 - draw is never 0.
        sqrt(-2 * ln(1 - draw(of_day || '/radius')))
        * cos(2 * pi() * draw(of_day || '/angle')) AS noise,
        draw(of_day || '/burst') < bursts_per_30d / 30 AS is_burst
    FROM host_days
),

utilisation AS (
    SELECT
        *,
        base_pct
        + elapsed * growth_pct
        + season * season_amplitude_pct
        + noise * noise_pct AS usual_pct
    FROM drawn
)

SELECT
    host_id,
    date,
    scenario,
    variant,
    is_burst,
    -- The DNA says how often a host bursts, not how high: 95 is an assumption.
    CASE
        WHEN is_burst THEN 95
        ELSE least(100, greatest(0, usual_pct))
    END::decimal(5, 2) AS cpu_utilisation_pct
FROM utilisation
ORDER BY host_index, date;
