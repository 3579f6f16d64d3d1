CREATE TABLE account (
  account_number        text PRIMARY KEY CHECK (account_number ~ '^[A-Z0-9]{1,15}$'),
  line_of_business      text NOT NULL,
  record_role           text NOT NULL DEFAULT 'STANDALONE' CHECK (record_role IN ('STANDALONE', 'HOST', 'CLIENT')),
  status                text NOT NULL,
  version               integer NOT NULL DEFAULT 1,
  shared                jsonb NOT NULL,
  usdot                 text,
  bn9                   text,
  canadian_carrier_code text,
  for_cause_review      boolean NOT NULL DEFAULT false,
  opened_at             timestamptz NOT NULL
);
CREATE INDEX account_by_usdot ON account (usdot) WHERE usdot IS NOT NULL;
CREATE INDEX account_by_bn9 ON account (bn9) WHERE bn9 IS NOT NULL;
CREATE INDEX account_by_canadian_carrier_code ON account (canadian_carrier_code) WHERE canadian_carrier_code IS NOT NULL;
CREATE SEQUENCE account_number_seq;

-- Ground rule 6: every status and date change is a row; account.status is the newest of them.
CREATE TABLE account_status_change (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  status         text NOT NULL,
  wire_status    text NOT NULL,
  effective_on   date NOT NULL,
  at             timestamptz NOT NULL,
  actor          text NOT NULL,
  reason_code    text,
  source         text NOT NULL
);
CREATE INDEX account_status_change_by_account ON account_status_change (account_number, id);
-- append-only: account_status_change

CREATE TABLE account_date_change (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  name           text NOT NULL CHECK (name IN ('certifiedOn', 'memberSince', 'lastValidatedOn', 'nextRevalidationDue', 'lastAnnualReviewOn')),
  value          date NOT NULL,
  at             timestamptz NOT NULL,
  actor          text NOT NULL,
  source         text NOT NULL
);
CREATE INDEX account_date_change_by_account ON account_date_change (account_number, name, id);
-- append-only: account_date_change

-- Who of the company may act on the account: a known login, or the login that proves this e-mail.
CREATE TABLE account_access (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  login          text,
  email          text,
  role           text NOT NULL CHECK (role IN ('OFFICER', 'USER')),
  given_at       timestamptz NOT NULL,
  CONSTRAINT account_access_names_someone CHECK (login IS NOT NULL OR email IS NOT NULL)
);
CREATE UNIQUE INDEX account_access_once_per_login ON account_access (login, account_number) WHERE login IS NOT NULL;
CREATE UNIQUE INDEX account_access_once_per_email ON account_access (email, account_number) WHERE email IS NOT NULL;

-- The outcome of the program's own check of an identifier or of the headquarters.
CREATE TABLE account_verification (
  account_number text NOT NULL REFERENCES account,
  subject        text NOT NULL CHECK (subject IN ('headquarters', 'scac', 'usdot', 'mcNumber', 'ein', 'canadianCarrierCode', 'bn15', 'carmRegistered')),
  outcome        text NOT NULL CHECK (outcome IN ('PENDING', 'VERIFIED', 'FAILED')),
  verified_on    date NOT NULL,
  verified_by    text NOT NULL,
  PRIMARY KEY (account_number, subject)
);
