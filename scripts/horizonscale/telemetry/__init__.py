"""Telemetry: daily series of every host, a pure function of config, host and day."""
