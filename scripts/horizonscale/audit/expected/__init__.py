"""What a sound database shows, by its config and its DDL."""
