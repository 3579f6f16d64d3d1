-- What takes two persons of headquarters: one proposes, another one approves. Carried out in the transaction of the approval.
CREATE TABLE proposal (
  id              uuid PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('ARRANGEMENT_NEW', 'ARRANGEMENT_END', 'PEER')),
  subject         text NOT NULL,
  change          jsonb NOT NULL,
  reason          text NOT NULL,
  state           text NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REFUSED')),
  proposed_by     text NOT NULL,
  proposed_at     timestamptz NOT NULL,
  decided_by      text,
  decided_at      timestamptz,
  decision_reason text,
  CONSTRAINT proposal_takes_two CHECK (state <> 'APPROVED' OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX proposal_one_open_per_subject ON proposal (kind, subject) WHERE state = 'PROPOSED';

-- The legal basis is read in both languages; the first arrangements have it in one.
ALTER TABLE arrangement ADD COLUMN legal_basis_fr text;
