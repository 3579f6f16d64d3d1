-- What this service says to a peer, written in the transaction that changed the record it tells about.
CREATE TABLE outbox (
  id              uuid PRIMARY KEY,
  peer            text NOT NULL,
  kind            text NOT NULL,
  subject         text NOT NULL,
  envelope        json NOT NULL,
  state           text NOT NULL DEFAULT 'PENDING',
  attempts        integer NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  claimed_until   timestamptz,
  last_failure    text,
  receipt         jsonb,
  delivery_id     uuid,
  answered_at     timestamptz,
  decisions       jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT outbox_state CHECK (state IN ('PENDING', 'DELIVERED', 'PARKED', 'DISCARDED'))
) WITH (fillfactor = 85);

-- json, not jsonb: the text goes out as it came in and is never searched. Kept out of line and uncompressed, so that
-- claiming and settling a message rewrite a short row instead of the whole record.
ALTER TABLE outbox ALTER COLUMN envelope SET STORAGE EXTERNAL;
ALTER TABLE outbox SET (toast_tuple_target = 128);

COMMENT ON COLUMN outbox.claimed_until IS 'Lease of the process that is sending it; when it has passed, anyone may claim the message.';
COMMENT ON COLUMN outbox.receipt IS 'The peer''s answer to this message; the signed answer it stood in is the delivery.';
COMMENT ON COLUMN outbox.delivery_id IS 'The delivery that answered it. No foreign key: it would be checked a hundred times a batch for a row written just before.';
COMMENT ON COLUMN outbox.decisions IS 'Who replayed or discarded a parked message, when and why; the newest last.';

-- Version 7 ids rise with time: this is the order of delivery.
CREATE INDEX outbox_pending_in_order ON outbox (peer, id) WHERE state = 'PENDING';
CREATE INDEX outbox_parked_in_order ON outbox (id) WHERE state = 'PARKED';

-- One row an answered batch: the peer's signed receipt, with what is needed to verify it again.
CREATE TABLE delivery (
  id                uuid PRIMARY KEY,
  peer              text NOT NULL,
  answered_at       timestamptz NOT NULL,
  request_target    text NOT NULL,
  request_headers   json NOT NULL,
  response_headers  json NOT NULL,
  response_body     text NOT NULL
);
