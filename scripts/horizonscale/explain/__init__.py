"""Why a host is what it is."""
