-- What a carrier is told, written in the transaction of what it is told about.
CREATE TABLE notice (
  id             uuid PRIMARY KEY,
  account_number text,
  application_id uuid,
  login          text,
  email          text,
  kind           text NOT NULL,
  text           jsonb NOT NULL,
  facts          jsonb NOT NULL,
  at             timestamptz NOT NULL,
  mailed_at      timestamptz
);
CREATE INDEX notice_by_account ON notice (account_number, id);
CREATE INDEX notice_by_application ON notice (application_id, id);
CREATE INDEX notice_unmailed ON notice (id) WHERE mailed_at IS NULL;
