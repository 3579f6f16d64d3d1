-- The first claim of an account that came with the import. Every question leaves a row, also about an account that does not exist or
-- has its people already, so that nothing tells them apart; a code is mailed only where `mailed`.
CREATE TABLE account_claim_code (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL,
  code_hash      text NOT NULL,
  asked_by       text NOT NULL,
  asked_at       timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  mailed         boolean NOT NULL,
  tries          integer NOT NULL DEFAULT 0,
  used_at        timestamptz
);
CREATE INDEX account_claim_code_by_account ON account_claim_code (account_number, asked_at);
CREATE INDEX account_claim_code_by_login ON account_claim_code (asked_by, asked_at);

-- A newcomer asks for an account whose people are gone. The number is what was named: no foreign key, for it may not exist.
CREATE TABLE ownership_request (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL,
  login          text NOT NULL,
  name           text,
  email          text,
  reason         text NOT NULL,
  state          text NOT NULL CHECK (state IN ('REQUESTED', 'WAITING', 'OBJECTED', 'MOVED', 'REFUSED', 'WITHDRAWN')),
  requested_at   timestamptz NOT NULL,
  moves_at       timestamptz,
  objected_by    text,
  objection      text,
  closed_at      timestamptz
);
CREATE UNIQUE INDEX ownership_request_one_open_per_login ON ownership_request (login, account_number)
  WHERE state IN ('REQUESTED', 'WAITING', 'OBJECTED');
CREATE INDEX ownership_request_by_account ON ownership_request (account_number, id);
CREATE INDEX ownership_request_due ON ownership_request (moves_at) WHERE state = 'WAITING';
