CREATE TABLE application (
  id                    uuid PRIMARY KEY,
  reference             text NOT NULL,
  is_entry              boolean NOT NULL,
  applicant             text,
  state                 text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'PROOF_NEEDED', 'PENDING_STAFF', 'HELD', 'IN_REVIEW',
                          'INFO_REQUESTED', 'DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED')),
  standalone            boolean NOT NULL DEFAULT false,
  version               integer NOT NULL DEFAULT 1,
  form                  jsonb NOT NULL,
  -- What this side knows and decides of the application; the peer's words are in heard_record.
  progress              jsonb NOT NULL DEFAULT '{}',
  account_number        text,
  usdot                 text,
  bn9                   text,
  canadian_carrier_code text,
  created_at            timestamptz NOT NULL,
  submitted_at          timestamptz,
  state_since           timestamptz NOT NULL
);
CREATE UNIQUE INDEX application_reference_once ON application (reference);
CREATE INDEX application_by_applicant ON application (applicant, id) WHERE applicant IS NOT NULL;
CREATE INDEX application_by_state ON application (state, id);
CREATE INDEX application_by_account ON application (account_number) WHERE account_number IS NOT NULL;
CREATE UNIQUE INDEX application_one_open_per_usdot ON application (usdot)
  WHERE usdot IS NOT NULL AND state NOT IN ('DRAFT', 'DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED');
CREATE UNIQUE INDEX application_one_open_per_bn9 ON application (bn9)
  WHERE bn9 IS NOT NULL AND state NOT IN ('DRAFT', 'DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED');
CREATE UNIQUE INDEX application_one_open_per_canadian_carrier_code ON application (canadian_carrier_code)
  WHERE canadian_carrier_code IS NOT NULL AND state NOT IN ('DRAFT', 'DECIDED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED', 'EXPIRED');
CREATE SEQUENCE application_reference_seq;
