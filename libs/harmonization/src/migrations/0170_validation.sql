-- A validation is done by one program (performed_here) and may be recognized by the other.
CREATE TABLE validation (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL,
  application_id uuid,
  performed_here boolean NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('INITIAL', 'REVALIDATION', 'FOR_CAUSE')),
  state          text NOT NULL CHECK (state IN ('PLANNED', 'NOTICE_SENT', 'IN_PROGRESS', 'REPORT_ISSUED', 'AWAITING_RESPONSE',
                   'RESPONSE_REVIEW', 'PASSED', 'FAILED', 'CANCELLED')),
  facts          jsonb NOT NULL,
  recognition    jsonb,
  version        integer NOT NULL DEFAULT 1,
  created_at     timestamptz NOT NULL
);
CREATE INDEX validation_by_account ON validation (account_number, id);
CREATE INDEX validation_by_application ON validation (application_id);
CREATE UNIQUE INDEX validation_one_open_per_account ON validation (account_number)
  WHERE performed_here AND state NOT IN ('PASSED', 'FAILED', 'CANCELLED');
