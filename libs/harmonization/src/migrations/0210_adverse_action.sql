-- What a carrier writes to the program about a denial that it has proposed.
CREATE TABLE carrier_representation (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  text           text NOT NULL,
  login          text NOT NULL,
  at             timestamptz NOT NULL
);
CREATE INDEX carrier_representation_by_account ON carrier_representation (account_number, id);
-- append-only: carrier_representation

-- What a member must mend, until when, and what it reports of it.
CREATE TABLE action_plan (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  state          text NOT NULL CHECK (state IN ('OPEN', 'REPORTED', 'DONE', 'ENDED')),
  text           text NOT NULL,
  due_on         date NOT NULL,
  opened_on      date NOT NULL,
  opened_by      text NOT NULL,
  reports        jsonb NOT NULL DEFAULT '[]',
  closed_on      date
);
CREATE INDEX action_plan_by_account ON action_plan (account_number, id);
CREATE UNIQUE INDEX action_plan_one_open_per_account ON action_plan (account_number) WHERE state IN ('OPEN', 'REPORTED');
