-- The number by which partners look each other up; it tells nothing of the account.
CREATE TABLE svi_number (
  account_number text PRIMARY KEY REFERENCES account,
  number         text NOT NULL,
  issued_at      timestamptz NOT NULL,
  CONSTRAINT svi_number_once UNIQUE (number)
);

-- Whose status a partner wants to hear of.
CREATE TABLE svi_monitored (
  account_number text NOT NULL REFERENCES account,
  number         text NOT NULL REFERENCES svi_number (number),
  added_by       text NOT NULL,
  added_at       timestamptz NOT NULL,
  PRIMARY KEY (account_number, number)
);
CREATE INDEX svi_monitored_by_number ON svi_monitored (number);

-- Look-ups of one login within one hour of the clock.
CREATE TABLE svi_use (
  login text NOT NULL,
  hour  timestamptz NOT NULL,
  uses  integer NOT NULL,
  PRIMARY KEY (login, hour)
);
