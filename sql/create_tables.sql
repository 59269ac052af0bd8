-- The tables of the database, referenced ones first.
--
-- With `keys: audited` in the config the lines that end in `-- key of hosts` are left
-- out: the indexes behind them cost several times the load itself, and the audit
-- proves the same facts.

-- One row an application.
CREATE TABLE hierarchy (
    application_id VARCHAR NOT NULL PRIMARY KEY,
    company VARCHAR NOT NULL,
    division VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    application_name VARCHAR NOT NULL UNIQUE,
    application_manager VARCHAR NOT NULL,
    application_manager_email VARCHAR NOT NULL,
    business_owner VARCHAR NOT NULL,
    business_owner_email VARCHAR NOT NULL,
    cost_centre VARCHAR NOT NULL,
    criticality_tier VARCHAR NOT NULL,
    UNIQUE (application_id, department)
);
COMMENT ON TABLE hierarchy IS 'The business hierarchy that owns the hosts, one row an application.';
COMMENT ON COLUMN hierarchy.application_id IS 'Code of the department and rank of the application by expected size.';
COMMENT ON COLUMN hierarchy.company IS 'Company that owns the fleet.';
COMMENT ON COLUMN hierarchy.division IS 'Division of the company.';
COMMENT ON COLUMN hierarchy.department IS 'Department of the division.';
COMMENT ON COLUMN hierarchy.application_name IS 'Name of the application.';
COMMENT ON COLUMN hierarchy.application_manager IS 'Person who runs the application; invented.';
COMMENT ON COLUMN hierarchy.application_manager_email IS 'E-mail address of the application manager; invented.';
COMMENT ON COLUMN hierarchy.business_owner IS 'Person who answers for the application; invented.';
COMMENT ON COLUMN hierarchy.business_owner_email IS 'E-mail address of the business owner; invented.';
COMMENT ON COLUMN hierarchy.cost_centre IS 'Cost centre that the application is charged to.';
COMMENT ON COLUMN hierarchy.criticality_tier IS 'How critical the application is, tier-1 the most by default.';

-- One row a model of the hardware catalogue.
CREATE TABLE hardware_models (
    hardware_model VARCHAR NOT NULL PRIMARY KEY,
    classification VARCHAR NOT NULL CHECK (classification IN ('physical', 'virtual')),
    cpu_cores INTEGER NOT NULL CHECK (cpu_cores > 0),
    memory_gb INTEGER NOT NULL CHECK (memory_gb > 0),
    storage_capacity_mb BIGINT NOT NULL CHECK (storage_capacity_mb > 0),
    network_mbit_s INTEGER NOT NULL CHECK (network_mbit_s > 0),
    weight DECIMAL(7, 6) NOT NULL CHECK (weight BETWEEN 0 AND 1),
    source VARCHAR NOT NULL
);
COMMENT ON TABLE hardware_models IS 'The catalogue that hosts are drawn from, one row a model.';
COMMENT ON COLUMN hardware_models.hardware_model IS 'Name of the model, as its vendor writes it.';
COMMENT ON COLUMN hardware_models.classification IS 'Population of the model: physical or virtual.';
COMMENT ON COLUMN hardware_models.cpu_cores IS 'Number of cores (physical) or of virtual CPUs (virtual).';
COMMENT ON COLUMN hardware_models.memory_gb IS 'Memory in binary gigabytes (GiB).';
COMMENT ON COLUMN hardware_models.storage_capacity_mb IS 'Local storage in decimal megabytes.';
COMMENT ON COLUMN hardware_models.network_mbit_s IS 'Bandwidth of the network in megabits a second.';
COMMENT ON COLUMN hardware_models.weight IS 'Share of the hosts of the classification, 0 to 1, before they follow their applications.';
COMMENT ON COLUMN hardware_models.source IS 'Where the figures can be looked up.';

-- One row for each server type that runs on a model.
CREATE TABLE hardware_model_server_types (
    hardware_model VARCHAR NOT NULL REFERENCES hardware_models (hardware_model),
    server_type VARCHAR NOT NULL,
    PRIMARY KEY (hardware_model, server_type)
);
COMMENT ON TABLE hardware_model_server_types IS 'What runs on which hardware, one row for each model and server type.';
COMMENT ON COLUMN hardware_model_server_types.hardware_model IS 'Model in the hardware catalogue.';
COMMENT ON COLUMN hardware_model_server_types.server_type IS 'Family of the operating system that runs on it.';

-- One row a behaviour: a scenario with one of its variants.
CREATE TABLE dna_profiles (
    scenario VARCHAR NOT NULL,
    variant VARCHAR NOT NULL,
    risk VARCHAR NOT NULL CHECK (risk IN ('common', 'rare')),
    weight DECIMAL(13, 12) NOT NULL CHECK (weight BETWEEN 0 AND 1),
    base_utilisation_min_pct DECIMAL(6, 3) NOT NULL,
    base_utilisation_max_pct DECIMAL(6, 3) NOT NULL,
    growth_pct DECIMAL(6, 3) NOT NULL,
    season_amplitude_pct DECIMAL(6, 3) NOT NULL,
    noise_pct DECIMAL(6, 3) NOT NULL,
    bursts_per_30d DECIMAL(6, 3) NOT NULL,
    PRIMARY KEY (scenario, variant),
    CHECK (base_utilisation_min_pct <= base_utilisation_max_pct)
);
COMMENT ON TABLE dna_profiles IS 'The behaviours that hosts are given, one row for each scenario and variant.';
COMMENT ON COLUMN dna_profiles.scenario IS 'Shape of the utilisation over the window.';
COMMENT ON COLUMN dna_profiles.variant IS 'Severity within the scenario.';
COMMENT ON COLUMN dna_profiles.risk IS 'Whether this is the common or the rare variant of its scenario.';
COMMENT ON COLUMN dna_profiles.weight IS 'Share of all hosts, 0 to 1.';
COMMENT ON COLUMN dna_profiles.base_utilisation_min_pct IS 'Lowest utilisation on the first day, in percent of capacity.';
COMMENT ON COLUMN dna_profiles.base_utilisation_max_pct IS 'Highest utilisation on the first day, in percent of capacity.';
COMMENT ON COLUMN dna_profiles.growth_pct IS 'Growth from the first day to the last, in percentage points.';
COMMENT ON COLUMN dna_profiles.season_amplitude_pct IS 'Amplitude of the yearly season, in percentage points.';
COMMENT ON COLUMN dna_profiles.noise_pct IS 'Standard deviation of the daily noise, in percentage points.';
COMMENT ON COLUMN dna_profiles.bursts_per_30d IS 'Mean number of bursts in 30 days.';

-- One row a server.
CREATE TABLE hosts (
    host_id UUID NOT NULL,
    host_index BIGINT NOT NULL,
    node_name VARCHAR NOT NULL,
    classification VARCHAR NOT NULL,
    server_type VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    application_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    hardware_model VARCHAR NOT NULL,
    cpu_cores INTEGER NOT NULL,
    memory_gb INTEGER NOT NULL,
    storage_capacity_mb BIGINT NOT NULL,
    scenario VARCHAR NOT NULL,
    variant VARCHAR NOT NULL,
    risk VARCHAR NOT NULL,
    PRIMARY KEY (host_id), -- key of hosts
    UNIQUE (host_index), -- key of hosts
    UNIQUE (node_name), -- key of hosts
    FOREIGN KEY (application_id, department) REFERENCES hierarchy (application_id, department), -- key of hosts
    FOREIGN KEY (hardware_model) REFERENCES hardware_models (hardware_model), -- key of hosts
    FOREIGN KEY (scenario, variant) REFERENCES dna_profiles (scenario, variant), -- key of hosts
    CHECK (host_index >= 0),
    CHECK (classification IN ('physical', 'virtual')),
    CHECK (cpu_cores > 0),
    CHECK (memory_gb > 0),
    CHECK (storage_capacity_mb > 0),
    CHECK (risk IN ('common', 'rare'))
);
COMMENT ON TABLE hosts IS 'The fleet, one row a server.';
COMMENT ON COLUMN hosts.host_id IS 'UUID of the server, version 4 by RFC 9562.';
COMMENT ON COLUMN hosts.host_index IS 'Position in the fleet, from 0. All other columns follow from it, the seed and the config.';
COMMENT ON COLUMN hosts.node_name IS 'Name of the server: server- and the host index in nine digits.';
COMMENT ON COLUMN hosts.classification IS 'physical or virtual.';
COMMENT ON COLUMN hosts.server_type IS 'Family of the operating system.';
COMMENT ON COLUMN hosts.region IS 'Region in which the server stands.';
COMMENT ON COLUMN hosts.department IS 'Department that owns the server; that of its application.';
COMMENT ON COLUMN hosts.application_id IS 'Application that runs on the server.';
COMMENT ON COLUMN hosts.role IS 'What the server does for its application.';
COMMENT ON COLUMN hosts.environment IS 'What the server is used for.';
COMMENT ON COLUMN hosts.hardware_model IS 'Model in the hardware catalogue.';
COMMENT ON COLUMN hosts.cpu_cores IS 'Number of cores (physical) or of virtual CPUs (virtual), as in the catalogue.';
COMMENT ON COLUMN hosts.memory_gb IS 'Memory in binary gigabytes (GiB), as in the catalogue.';
COMMENT ON COLUMN hosts.storage_capacity_mb IS 'Local storage in decimal megabytes, as in the catalogue.';
COMMENT ON COLUMN hosts.scenario IS 'Scenario of the behaviour, its DNA.';
COMMENT ON COLUMN hosts.variant IS 'Variant of the behaviour, its DNA.';
COMMENT ON COLUMN hosts.risk IS 'Whether the variant is the common or the rare one of its scenario.';

-- One row a day.
CREATE TABLE time_periods (
    date DATE NOT NULL PRIMARY KEY,
    yearmonth VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    quarter TINYINT NOT NULL,
    month TINYINT NOT NULL,
    day TINYINT NOT NULL,
    iso_weekday TINYINT NOT NULL,
    iso_week TINYINT NOT NULL,
    iso_year INTEGER NOT NULL,
    day_of_year SMALLINT NOT NULL,
    is_weekend BOOLEAN NOT NULL,
    is_month_end BOOLEAN NOT NULL,
    CHECK (length(yearmonth) = 6),
    CHECK (quarter BETWEEN 1 AND 4),
    CHECK (month BETWEEN 1 AND 12),
    CHECK (day BETWEEN 1 AND 31),
    CHECK (iso_weekday BETWEEN 1 AND 7),
    CHECK (iso_week BETWEEN 1 AND 53),
    CHECK (day_of_year BETWEEN 1 AND 366)
);
COMMENT ON TABLE time_periods IS 'The calendar of the simulation window, one row a day.';
COMMENT ON COLUMN time_periods.date IS 'The day.';
COMMENT ON COLUMN time_periods.yearmonth IS 'Year and month as YYYYMM, to partition telemetry by.';
COMMENT ON COLUMN time_periods.year IS 'Calendar year.';
COMMENT ON COLUMN time_periods.quarter IS 'Quarter of the year, 1 to 4.';
COMMENT ON COLUMN time_periods.month IS 'Month of the year, 1 to 12.';
COMMENT ON COLUMN time_periods.day IS 'Day of the month, 1 to 31.';
COMMENT ON COLUMN time_periods.iso_weekday IS 'Day of the week by ISO 8601, 1 (Monday) to 7 (Sunday).';
COMMENT ON COLUMN time_periods.iso_week IS 'Week by ISO 8601, 1 to 53; goes with iso_year.';
COMMENT ON COLUMN time_periods.iso_year IS 'Year that the ISO week belongs to.';
COMMENT ON COLUMN time_periods.day_of_year IS 'Day of the year, 1 to 366.';
COMMENT ON COLUMN time_periods.is_weekend IS 'Whether the day is a Saturday or a Sunday.';
COMMENT ON COLUMN time_periods.is_month_end IS 'Whether the day is the last of its month.';

-- One row a server, with everything that is known of it.
CREATE VIEW fleet AS
SELECT
    hosts.host_id,
    hosts.host_index,
    hosts.node_name,
    hosts.classification,
    hosts.server_type,
    hosts.region,
    hosts.department,
    hosts.application_id,
    hosts.role,
    hosts.environment,
    hosts.hardware_model,
    hosts.cpu_cores,
    hosts.memory_gb,
    hosts.storage_capacity_mb,
    hosts.scenario,
    hosts.variant,
    hosts.risk,
    hierarchy.company,
    hierarchy.division,
    hierarchy.application_name,
    hierarchy.application_manager,
    hierarchy.application_manager_email,
    hierarchy.business_owner,
    hierarchy.business_owner_email,
    hierarchy.cost_centre,
    hierarchy.criticality_tier,
    hardware_models.network_mbit_s,
    hardware_models.source AS hardware_source,
    dna_profiles.weight AS behaviour_weight,
    dna_profiles.base_utilisation_min_pct,
    dna_profiles.base_utilisation_max_pct,
    dna_profiles.growth_pct,
    dna_profiles.season_amplitude_pct,
    dna_profiles.noise_pct,
    dna_profiles.bursts_per_30d
FROM hosts
INNER JOIN hierarchy
    ON
        hosts.application_id = hierarchy.application_id
        AND hosts.department = hierarchy.department
INNER JOIN hardware_models ON hosts.hardware_model = hardware_models.hardware_model
INNER JOIN dna_profiles
    ON
        hosts.scenario = dna_profiles.scenario
        AND hosts.variant = dna_profiles.variant;
COMMENT ON VIEW fleet IS 'Hosts with their hierarchy, hardware and behaviour, one row a server.';
COMMENT ON COLUMN fleet.host_id IS 'UUID of the server, version 4 by RFC 9562.';
COMMENT ON COLUMN fleet.host_index IS 'Position in the fleet, from 0. All other columns follow from it, the seed and the config.';
COMMENT ON COLUMN fleet.node_name IS 'Name of the server: server- and the host index in nine digits.';
COMMENT ON COLUMN fleet.classification IS 'physical or virtual.';
COMMENT ON COLUMN fleet.server_type IS 'Family of the operating system.';
COMMENT ON COLUMN fleet.region IS 'Region in which the server stands.';
COMMENT ON COLUMN fleet.department IS 'Department that owns the server; that of its application.';
COMMENT ON COLUMN fleet.application_id IS 'Application that runs on the server.';
COMMENT ON COLUMN fleet.role IS 'What the server does for its application.';
COMMENT ON COLUMN fleet.environment IS 'What the server is used for.';
COMMENT ON COLUMN fleet.hardware_model IS 'Model in the hardware catalogue.';
COMMENT ON COLUMN fleet.cpu_cores IS 'Number of cores (physical) or of virtual CPUs (virtual), as in the catalogue.';
COMMENT ON COLUMN fleet.memory_gb IS 'Memory in binary gigabytes (GiB), as in the catalogue.';
COMMENT ON COLUMN fleet.storage_capacity_mb IS 'Local storage in decimal megabytes, as in the catalogue.';
COMMENT ON COLUMN fleet.scenario IS 'Scenario of the behaviour, its DNA.';
COMMENT ON COLUMN fleet.variant IS 'Variant of the behaviour, its DNA.';
COMMENT ON COLUMN fleet.risk IS 'Whether the variant is the common or the rare one of its scenario.';
COMMENT ON COLUMN fleet.company IS 'Company that owns the fleet.';
COMMENT ON COLUMN fleet.division IS 'Division of the company.';
COMMENT ON COLUMN fleet.application_name IS 'Name of the application.';
COMMENT ON COLUMN fleet.application_manager IS 'Person who runs the application; invented.';
COMMENT ON COLUMN fleet.application_manager_email IS 'E-mail address of the application manager; invented.';
COMMENT ON COLUMN fleet.business_owner IS 'Person who answers for the application; invented.';
COMMENT ON COLUMN fleet.business_owner_email IS 'E-mail address of the business owner; invented.';
COMMENT ON COLUMN fleet.cost_centre IS 'Cost centre that the application is charged to.';
COMMENT ON COLUMN fleet.criticality_tier IS 'How critical the application is, tier-1 the most by default.';
COMMENT ON COLUMN fleet.network_mbit_s IS 'Bandwidth of the network in megabits a second.';
COMMENT ON COLUMN fleet.hardware_source IS 'Where the figures can be looked up.';
COMMENT ON COLUMN fleet.behaviour_weight IS 'Share of all hosts, 0 to 1.';
COMMENT ON COLUMN fleet.base_utilisation_min_pct IS 'Lowest utilisation on the first day, in percent of capacity.';
COMMENT ON COLUMN fleet.base_utilisation_max_pct IS 'Highest utilisation on the first day, in percent of capacity.';
COMMENT ON COLUMN fleet.growth_pct IS 'Growth from the first day to the last, in percentage points.';
COMMENT ON COLUMN fleet.season_amplitude_pct IS 'Amplitude of the yearly season, in percentage points.';
COMMENT ON COLUMN fleet.noise_pct IS 'Standard deviation of the daily noise, in percentage points.';
COMMENT ON COLUMN fleet.bursts_per_30d IS 'Mean number of bursts in 30 days.';
