"""The audit: what a database should hold, compared with what it holds."""
