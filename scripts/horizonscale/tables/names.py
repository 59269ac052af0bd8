"""Names of the tables, in the order of the DDL."""

TABLES = (
    "hierarchy",
    "hardware_models",
    "hardware_model_server_types",
    "dna_profiles",
    "hosts",
    "time_periods",
)
"""Those that steps fill."""

ALL_TABLES = ("genesis_metadata", *TABLES)
