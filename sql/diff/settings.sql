-- What each step read of the config that the database was made with.
SELECT config
FROM genesis_metadata
ORDER BY step
