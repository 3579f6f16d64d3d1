-- Every change leaves one row here, in the transaction of the change. The runtime role may add and read, never alter.
CREATE TABLE audit_entry (
  id             uuid PRIMARY KEY,
  at             timestamptz NOT NULL,
  actor          text NOT NULL,
  actor_role     text NOT NULL,
  action         text NOT NULL,
  subject_kind   text NOT NULL,
  subject_id     text NOT NULL,
  reason         text,
  before         jsonb,
  after          jsonb,
  correlation_id text
);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_kind, subject_id, id);
-- append-only: audit_entry
