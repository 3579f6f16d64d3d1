CREATE TABLE staff_case (
  id             uuid PRIMARY KEY,
  kind           text NOT NULL CHECK (kind IN ('HOST_ASSIGNMENT', 'MATCH_REVIEW', 'DUPLICATE', 'STATUS_DIVERGENCE', 'CONSENT_WITHDRAWN',
                   'LINK_DISPUTE', 'HOST_TRANSFER', 'SYNC_DRIFT', 'RECOGNITION', 'APPEAL', 'SEPARATION', 'OWNERSHIP_TRANSFER',
                   'HANDOVER_OVERDUE', 'PARKED_MESSAGE')),
  state          text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'RESOLVED')),
  subject_kind   text NOT NULL,
  subject_id     text NOT NULL,
  facts          jsonb NOT NULL,
  opened_at      timestamptz NOT NULL,
  due_on         date NOT NULL,
  assignee       text,
  assignee_name  text,
  own_vote       jsonb,
  peer_vote      jsonb,
  resolution     jsonb,
  resolved_at    timestamptz,
  version        integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX staff_case_one_open_per_subject ON staff_case (kind, subject_id) WHERE state = 'OPEN';
CREATE INDEX staff_case_queue ON staff_case (state, due_on, id);
CREATE INDEX staff_case_by_subject ON staff_case (subject_kind, subject_id);
