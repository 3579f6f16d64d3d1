-- Superseded or withdrawn, never edited: a consent is given once, and withdrawn once.
CREATE TABLE consent (
  id             uuid PRIMARY KEY,
  application_id uuid,
  account_number text,
  scope          text NOT NULL,
  text_version   text NOT NULL,
  language       text NOT NULL CHECK (language IN ('en', 'fr')),
  fields         jsonb NOT NULL,
  given_by       text NOT NULL,
  given_at       timestamptz NOT NULL,
  withdrawn_at   timestamptz,
  withdrawn_by   text
);
CREATE INDEX consent_by_account ON consent (account_number);
CREATE INDEX consent_by_application ON consent (application_id);

-- The program-to-program basis: without a live one no shared data crosses.
CREATE TABLE arrangement (
  id             uuid PRIMARY KEY,
  peer           text NOT NULL,
  legal_basis    text NOT NULL,
  effective_from date NOT NULL,
  effective_to   date,
  shared_fields  jsonb NOT NULL
);
