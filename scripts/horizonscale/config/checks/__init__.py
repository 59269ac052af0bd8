"""Rules of the config that a schema cannot state, since they cross keys."""
