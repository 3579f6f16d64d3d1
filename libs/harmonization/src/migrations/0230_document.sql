-- What lies in the store, by the hash of its bytes. Whoever stores touches the row first, whoever sweeps claims it first.
CREATE TABLE document_blob (
  sha256         text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  touched_at     timestamptz NOT NULL,
  sweeping_since timestamptz
);
CREATE INDEX document_blob_by_touch ON document_blob (touched_at);

-- A document of an account: put in here, or the replica of one that the host has said (link_id).
CREATE TABLE document (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  link_id        uuid,
  name           text NOT NULL,
  media_type     text NOT NULL,
  bytes          integer NOT NULL CHECK (bytes > 0),
  sha256         text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  visibility     text NOT NULL CHECK (visibility IN ('SHARED', 'HOST_ONLY')),
  criterion      text,
  validation_id  uuid,
  state          text NOT NULL CHECK (state IN ('PRESENT', 'REMOVED')),
  copy           text NOT NULL CHECK (copy IN ('HELD', 'AWAITED', 'PARKED')),
  tries          integer NOT NULL DEFAULT 0,
  next_try_at    timestamptz,
  uploaded_by    text NOT NULL,
  uploaded_at    timestamptz NOT NULL,
  removed_at     timestamptz,
  removed_by     text,
  version        integer NOT NULL DEFAULT 1
);
CREATE INDEX document_by_account ON document (account_number, id);
CREATE INDEX document_by_sha256 ON document (sha256);
CREATE INDEX document_awaited ON document (next_try_at) WHERE copy = 'AWAITED' AND state = 'PRESENT';
CREATE INDEX heard_document_by_link ON heard_record ((record->>'linkId')) WHERE kind = 'document';

-- What the program publishes to its members.
CREATE TABLE library_document (
  id           uuid PRIMARY KEY,
  title        jsonb NOT NULL,
  name         text NOT NULL,
  media_type   text NOT NULL,
  bytes        integer NOT NULL CHECK (bytes > 0),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  retired_by   text,
  retired_at   timestamptz
);
CREATE INDEX library_document_by_sha256 ON library_document (sha256);
