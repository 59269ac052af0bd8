"""DuckDB: connections, the catalogue that the DDL declares, fingerprints."""
