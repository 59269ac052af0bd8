"""The published tables as files that every tool reads."""
