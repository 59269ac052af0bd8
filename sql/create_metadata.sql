-- One row a step that changed the database. Nothing in it depends on when or where.
CREATE TABLE genesis_metadata (
    step VARCHAR NOT NULL PRIMARY KEY,
    config VARCHAR NOT NULL,
    config_digest VARCHAR NOT NULL,
    seed VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    workflow_version VARCHAR NOT NULL
);
COMMENT ON TABLE genesis_metadata IS 'What this database is: one row for each step that built it.';
COMMENT ON COLUMN genesis_metadata.step IS 'Rule of the workflow that the row is about.';
COMMENT ON COLUMN genesis_metadata.config IS 'The part of the resolved config that the step read, as canonical JSON.';
COMMENT ON COLUMN genesis_metadata.config_digest IS 'SHA-256 of config, as UTF-8, in hexadecimal.';
COMMENT ON COLUMN genesis_metadata.seed IS 'Seed of the draws; unused, for a step that draws nothing.';
COMMENT ON COLUMN genesis_metadata.stream IS 'Name of the mapping from seed to draws; unused, for a step that draws nothing.';
COMMENT ON COLUMN genesis_metadata.workflow_version IS 'Version of HorizonScale Genesis that ran the step.';
