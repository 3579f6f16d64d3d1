-- A document of an application that has no account yet: evidence for what its form answers. Its bytes lie in the store as those of every
-- document. Once the account is known the row is filed there and is gone from here.
CREATE TABLE application_document (
  id             uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES application,
  name           text NOT NULL,
  media_type     text NOT NULL,
  bytes          integer NOT NULL CHECK (bytes > 0),
  sha256         text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  visibility     text NOT NULL CHECK (visibility IN ('SHARED', 'HOST_ONLY')),
  criterion      text,
  uploaded_by    text NOT NULL,
  uploaded_at    timestamptz NOT NULL
);
CREATE INDEX application_document_by_application ON application_document (application_id, id);
CREATE INDEX application_document_by_sha256 ON application_document (sha256);
