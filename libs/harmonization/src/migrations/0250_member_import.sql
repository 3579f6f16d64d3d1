-- A file of existing members: staged in pieces, then read by a job that any worker can take up again where it stopped.
CREATE TABLE member_import (
  id            uuid PRIMARY KEY,
  state         text NOT NULL CHECK (state IN ('UPLOADING', 'READY', 'RUNNING', 'DONE', 'FAILED')),
  dry_run       boolean NOT NULL,
  file_name     text,
  encoding      text,
  bytes         bigint NOT NULL DEFAULT 0,
  sha256        text,
  started_by    text NOT NULL,
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz,
  -- The last line that is wholly carried out, and how much of the file that is.
  line_done     integer NOT NULL DEFAULT 0,
  bytes_done    bigint NOT NULL DEFAULT 0,
  added         integer NOT NULL DEFAULT 0,
  changed       integer NOT NULL DEFAULT 0,
  unchanged     integer NOT NULL DEFAULT 0,
  refused       integer NOT NULL DEFAULT 0,
  incomplete    integer NOT NULL DEFAULT 0,
  failure       jsonb,
  -- The process that reads it now; a lease that has run out may be taken over.
  claim         uuid,
  claimed_until timestamptz
);
CREATE UNIQUE INDEX member_import_one_running ON member_import ((true)) WHERE state = 'RUNNING';
CREATE INDEX member_import_waiting ON member_import (id) WHERE state IN ('UPLOADING', 'READY', 'RUNNING');

CREATE TABLE member_import_piece (
  import_id uuid NOT NULL REFERENCES member_import,
  n         integer NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (import_id, n)
);

-- Every row that was not taken, or not wholly, with all its reasons.
CREATE TABLE member_import_finding (
  import_id      uuid NOT NULL REFERENCES member_import,
  line           integer NOT NULL,
  severity       text NOT NULL CHECK (severity IN ('REFUSED', 'WARNING')),
  account_number text,
  findings       jsonb NOT NULL,
  PRIMARY KEY (import_id, line)
);

-- What the last import said of an account: what a further file is compared with.
CREATE TABLE imported_member (
  account_number text PRIMARY KEY REFERENCES account,
  import_id      uuid NOT NULL,
  line           integer NOT NULL,
  fingerprint    text NOT NULL,
  member         jsonb NOT NULL,
  incomplete     boolean NOT NULL
);
CREATE INDEX imported_member_incomplete ON imported_member (account_number) WHERE incomplete;
