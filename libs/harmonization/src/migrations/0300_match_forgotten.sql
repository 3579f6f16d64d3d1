-- False while words of an ended run, said or heard, still hold tokens.
ALTER TABLE match_run ADD COLUMN is_forgotten boolean NOT NULL DEFAULT false;
CREATE INDEX match_run_not_forgotten ON match_run (run_id) WHERE NOT is_forgotten;
