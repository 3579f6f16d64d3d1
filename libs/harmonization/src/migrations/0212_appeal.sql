-- A carrier's appeal against one adverse row of its status history; each action is appealed once.
CREATE TABLE appeal (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  change_id      uuid NOT NULL REFERENCES account_status_change,
  status         text NOT NULL,
  reason_code    text,
  state          text NOT NULL CHECK (state IN ('FILED', 'UPHELD', 'DENIED', 'OVERTAKEN')),
  text           text NOT NULL,
  filed_on       date NOT NULL,
  filed_by       text NOT NULL,
  file_by        date NOT NULL,
  decide_by      date NOT NULL,
  decided_on     date,
  decision       text
);
CREATE UNIQUE INDEX appeal_once_per_action ON appeal (change_id);
CREATE INDEX appeal_by_account ON appeal (account_number, id);
