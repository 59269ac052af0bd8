"""What the tables of the database hold, one module each, named like its table."""
