-- What an account owes or is owed, and until when; written by the due-date engine, read as a list.
CREATE TABLE duty (
  account_number text NOT NULL REFERENCES account,
  duty           text NOT NULL,
  subject        text NOT NULL DEFAULT '',
  due_on         date NOT NULL,
  owed_by        text NOT NULL CHECK (owed_by IN ('CARRIER', 'PROGRAM')),
  PRIMARY KEY (account_number, duty, subject)
);
CREATE INDEX duty_by_date ON duty (due_on, account_number, duty, subject);

-- Which reminders were told: each step of each date once, however often the job runs.
CREATE TABLE duty_reminder (
  account_number text NOT NULL REFERENCES account,
  duty           text NOT NULL,
  subject        text NOT NULL DEFAULT '',
  due_on         date NOT NULL,
  days_ahead     integer NOT NULL,
  told_at        timestamptz NOT NULL,
  PRIMARY KEY (account_number, duty, subject, due_on, days_ahead)
);
-- append-only: duty_reminder

-- A member's yearly review of its security profile; the approved ones are the kept versions of the profile.
CREATE TABLE annual_review (
  id               uuid PRIMARY KEY,
  account_number   text NOT NULL REFERENCES account,
  state            text NOT NULL CHECK (state IN ('SUBMITTED', 'APPROVED', 'RETURNED')),
  security_profile jsonb NOT NULL,
  statement        text NOT NULL,
  submitted_on     date NOT NULL,
  submitted_by     text NOT NULL,
  decided_on       date,
  decided_by       text,
  note             text
);
CREATE INDEX annual_review_by_account ON annual_review (account_number, id);
CREATE UNIQUE INDEX annual_review_one_submitted_per_account ON annual_review (account_number) WHERE state = 'SUBMITTED';

-- A company officer's first call of a day.
CREATE TABLE carrier_sign_in (
  account_number text NOT NULL REFERENCES account,
  login          text NOT NULL,
  signed_in_on   date NOT NULL,
  PRIMARY KEY (account_number, login, signed_in_on)
);
CREATE INDEX carrier_sign_in_newest ON carrier_sign_in (account_number, signed_in_on);
