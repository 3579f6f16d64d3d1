-- The first answer to each create, kept in the transaction of the create itself; purged when it expires.
CREATE TABLE idempotency_key (
  caller      text NOT NULL,
  route       text NOT NULL,
  key         text NOT NULL,
  body_sha256 bytea NOT NULL,
  status      smallint,
  -- json, not jsonb: the answer is replayed with its fields in their first order
  body        json,
  location    text,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  CONSTRAINT idempotency_key_once PRIMARY KEY (caller, route, key)
) WITH (fillfactor = 70); -- the claim and its answer are two writes of one row: room for the second on the same page
CREATE INDEX idempotency_key_by_expiry ON idempotency_key (expires_at);
