-- Edits that could not be applied when they were made: kept while the system of record moves or a review is under way, or received
-- from the former holder of the right to edit for the carrier to confirm.
CREATE TABLE edit_draft (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL,
  link_id        uuid,
  origin         text NOT NULL CHECK (origin IN ('HERE', 'PEER')),
  hold           text CHECK (hold IN ('MOVING', 'REVIEW')),
  state          text NOT NULL CHECK (state IN ('KEPT', 'APPLIED', 'REFUSED', 'SENT', 'RECEIVED', 'CONFIRMED', 'DISCARDED')),
  changes        jsonb NOT NULL,
  findings       jsonb,
  made_by        text NOT NULL,
  made_at        timestamptz NOT NULL,
  decided_by     text,
  decided_at     timestamptz
);
CREATE INDEX edit_draft_by_account ON edit_draft (account_number, id);
CREATE INDEX edit_draft_kept ON edit_draft (account_number) WHERE state = 'KEPT';
