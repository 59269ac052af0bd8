"""The tables that steps fill, besides ``genesis_metadata``."""

TABLES = ("hierarchy", "hardware_models", "dna_profiles", "hosts", "time_periods")
