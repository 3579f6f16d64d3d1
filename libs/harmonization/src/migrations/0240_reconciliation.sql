-- Digests that the database itself derives from the replica rows: whoever writes a row, and however, its digest is of what it
-- holds, so a reconciliation reads a few bytes a link and can still not be deceived by a stale value. 64 bits are enough to find
-- a difference; what the programs sign is a SHA-256 over all of them.
ALTER TABLE account ADD COLUMN shared_digest bigint GENERATED ALWAYS AS (
  ('x' || left(md5(shared::text || coalesce(usdot, '') || '|' || coalesce(bn9, '') || '|' || coalesce(canadian_carrier_code, '')), 16))::bit(64)::bigint) STORED;

-- What a side has heard rides along with its word and is no part of it. An own record whose columns contradict it counts as different.
ALTER TABLE link
  ADD COLUMN bucket integer GENERATED ALWAYS AS (('x' || left(md5(link_id::text), 4))::bit(16)::integer) STORED,
  ADD COLUMN is_sound boolean GENERATED ALWAYS AS (
    (phase, host, epoch, live, local_account_number, peer_account_number, link_id::text) IS NOT DISTINCT FROM
    (copy->'own'->>'phase', copy->'own'->>'host', (copy->'own'->>'epoch')::integer, copy->'own'->>'phase' <> 'ENDED',
      copy->'own'->>'accountNumber', copy->'own'->>'peerAccountNumber', copy->'own'->>'linkId')) STORED,
  ADD COLUMN own_digest bigint GENERATED ALWAYS AS (
    ('x' || left(md5(((copy->'own') - '{heardIncarnation,heardSeq,heardRecord}'::text[])::text), 16))::bit(64)::bigint) STORED,
  ADD COLUMN mirror_digest bigint GENERATED ALWAYS AS (
    ('x' || left(md5(((copy->'mirror') - '{heardIncarnation,heardSeq,heardRecord}'::text[])::text), 16))::bit(64)::bigint) STORED,
  -- Shared data are the same on both sides only where both are active at one version.
  ADD COLUMN compares_data boolean GENERATED ALWAYS AS (
    copy->'own'->>'phase' = 'ACTIVE' AND copy->'mirror'->>'phase' = 'ACTIVE'
    AND copy->'own'->'dataVersion' = copy->'mirror'->'dataVersion') STORED;
CREATE INDEX link_by_bucket ON link (bucket);

ALTER TABLE said_record
  ADD COLUMN bucket integer GENERATED ALWAYS AS (('x' || left(md5(kind || '/' || subject), 4))::bit(16)::integer) STORED,
  ADD COLUMN digest bigint GENERATED ALWAYS AS (
    ('x' || left(md5(kind || '/' || subject || '/' || incarnation || '/' || seq || '/' || record::text), 16))::bit(64)::bigint) STORED;
ALTER TABLE heard_record
  ADD COLUMN bucket integer GENERATED ALWAYS AS (('x' || left(md5(kind || '/' || subject), 4))::bit(16)::integer) STORED,
  ADD COLUMN digest bigint GENERATED ALWAYS AS (
    ('x' || left(md5(kind || '/' || subject || '/' || incarnation || '/' || seq || '/' || record::text), 16))::bit(64)::bigint) STORED;
CREATE INDEX said_record_by_bucket ON said_record (bucket);
CREATE INDEX heard_record_by_bucket ON heard_record (bucket);

-- One comparison of both sides' copies; the same id in both databases.
CREATE TABLE reconciliation (
  id              uuid PRIMARY KEY,
  initiator       text NOT NULL,
  requested_by    text NOT NULL,
  state           text NOT NULL CHECK (state IN ('REQUESTED', 'RUNNING', 'SIGNED', 'FAILED')),
  on_date         date NOT NULL,
  requested_at    timestamptz NOT NULL,
  started_at      timestamptz,
  finished_at     timestamptz,
  failure         text,
  -- Figures: links, agreed, in motion, said again, repaired, cases, bytes exchanged.
  result          jsonb NOT NULL DEFAULT '{}',
  statement       text,
  own_signature   jsonb,
  peer_signature  jsonb
);
CREATE UNIQUE INDEX reconciliation_one_at_a_time ON reconciliation (initiator) WHERE state IN ('REQUESTED', 'RUNNING');
CREATE INDEX reconciliation_by_date ON reconciliation (on_date, state);

-- This side's digests as one reconciliation found them; gone once it is over.
CREATE TABLE reconciliation_tree (
  reconciliation_id uuid PRIMARY KEY REFERENCES reconciliation,
  leaves            bytea NOT NULL,
  links             bytea NOT NULL,
  -- What was listed of the buckets that differ, so that the statement can be checked against it.
  listed            jsonb NOT NULL DEFAULT '{}'
);
