-- The pairing with the peer as headquarters keep it. Private keys are in no table: a service is given them by its environment.
CREATE TABLE peer_pairing (
  peer       text PRIMARY KEY,
  is_open    boolean NOT NULL,
  -- Null: as configured.
  url        text,
  changed_at timestamptz NOT NULL
);
-- Of a retired key the row stays: signed receipts and statements can be verified with it.
CREATE TABLE peer_key (
  peer       text NOT NULL,
  key_id     text NOT NULL,
  public_key jsonb NOT NULL,
  state      text NOT NULL CHECK (state IN ('TRUSTED', 'RETIRED')),
  since      timestamptz NOT NULL,
  PRIMARY KEY (peer, key_id),
  CONSTRAINT peer_key_is_public CHECK (NOT public_key ? 'd')
);
CREATE TABLE own_key (
  key_id     text PRIMARY KEY,
  public_key jsonb NOT NULL,
  state      text NOT NULL CHECK (state IN ('ANNOUNCED', 'ACTIVE', 'FORMER', 'RETIRED')),
  since      timestamptz NOT NULL,
  CONSTRAINT own_key_is_public CHECK (NOT public_key ? 'd')
);
CREATE UNIQUE INDEX own_key_one_active ON own_key (state) WHERE state = 'ACTIVE';

ALTER TABLE proposal DROP CONSTRAINT proposal_kind_check;
ALTER TABLE proposal ADD CONSTRAINT proposal_kind_check
  CHECK (kind IN ('ARRANGEMENT_NEW', 'ARRANGEMENT_END', 'PEER', 'SIGNING_KEY'));
