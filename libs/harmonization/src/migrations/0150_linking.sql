-- One side's copy of a link: its own record, the mirror of the peer's, and what the database itself promises.
CREATE TABLE link (
  link_id              uuid PRIMARY KEY,
  local_account_number text NOT NULL,
  peer_account_number  text NOT NULL,
  application_id       uuid,
  phase                text NOT NULL,
  host                 text NOT NULL,
  epoch                integer NOT NULL,
  live                 boolean NOT NULL,
  copy                 jsonb NOT NULL,
  proposed_at          timestamptz NOT NULL,
  changed_at           timestamptz NOT NULL
);
CREATE UNIQUE INDEX link_one_live_per_local_account ON link (local_account_number) WHERE live;
CREATE UNIQUE INDEX link_one_live_per_peer_account ON link (peer_account_number) WHERE live;
CREATE INDEX link_by_application ON link (application_id);
CREATE INDEX link_by_local_account ON link (local_account_number);

-- A one-time code shows control of a membership at this program. Only a keyed hash of it is stored.
CREATE TABLE link_code (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL,
  code_hash      text NOT NULL,
  issued_by      text NOT NULL,
  issued_at      timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  tries          integer NOT NULL DEFAULT 0,
  used_at        timestamptz,
  used_for       text
);
CREATE INDEX link_code_by_account ON link_code (account_number, issued_at);

-- Tries of one login, whichever code it tried.
CREATE TABLE link_code_try (
  login text NOT NULL,
  at    timestamptz NOT NULL
);
CREATE INDEX link_code_try_by_login ON link_code_try (login, at);
