-- One search for carriers that both programs know, without either showing the other its members. The secret goes when the run ends.
CREATE TABLE match_run (
  run_id       uuid PRIMARY KEY,
  started_here boolean NOT NULL,
  state        text NOT NULL CHECK (state IN ('BLINDING', 'EXCHANGING', 'COMPARING', 'PAIRING', 'DONE', 'ENDED')),
  secret       text,
  started_by   text NOT NULL,
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  own_tokens   integer NOT NULL DEFAULT 0,
  peer_tokens  integer NOT NULL DEFAULT 0,
  suggestions  integer NOT NULL DEFAULT 0,
  end_reason   text
);
CREATE UNIQUE INDEX match_run_one_live ON match_run ((true)) WHERE state NOT IN ('DONE', 'ENDED');

-- This side's tokens of a run in the order in which they are said, and whose they are; padding is nobody's. Deleted with the run.
CREATE TABLE match_token (
  run_id   uuid NOT NULL REFERENCES match_run,
  position integer NOT NULL,
  rule     text,
  accounts jsonb NOT NULL,
  blinded  text NOT NULL,
  PRIMARY KEY (run_id, position)
);

-- The name by which a matched account is known to the other program: it tells nothing, and stays the same in every run.
CREATE TABLE match_handle (
  account_number text PRIMARY KEY REFERENCES account,
  handle         uuid NOT NULL
);
