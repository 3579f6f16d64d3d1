-- Comments of officers on a case. They never cross to the other program and are never altered.
CREATE TABLE case_comment (
  id          uuid PRIMARY KEY,
  case_id     uuid NOT NULL REFERENCES staff_case (id),
  at          timestamptz NOT NULL,
  author      text NOT NULL,
  author_name text NOT NULL,
  text        text NOT NULL
);
CREATE INDEX case_comment_by_case ON case_comment (case_id, id);
-- append-only: case_comment

-- The queue in the order of due dates, whatever it is narrowed by: each of these answers one page without a sort.
CREATE INDEX staff_case_queue_of_kind ON staff_case (kind, state, due_on, id);
CREATE INDEX staff_case_queue_of_assignee ON staff_case (assignee, state, due_on, id) WHERE assignee IS NOT NULL;
CREATE INDEX staff_case_queue_unclaimed ON staff_case (state, due_on, id) WHERE assignee IS NULL;
CREATE INDEX staff_case_of_subject ON staff_case (subject_id, kind);
