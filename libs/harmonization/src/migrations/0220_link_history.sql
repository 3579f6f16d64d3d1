-- How each link stood after each change, for ever: what GET /v1/links/{id}?asOf= reads, and what the timeline is made of.
CREATE TABLE link_history (
  id           uuid PRIMARY KEY,
  link_id      uuid NOT NULL,
  at           timestamptz NOT NULL,
  effective_on date NOT NULL,
  actor        text NOT NULL,
  actor_role   text NOT NULL,
  reason       text,
  changes      jsonb NOT NULL,
  state        jsonb NOT NULL
);
CREATE INDEX link_history_by_link ON link_history (link_id, id);
-- append-only: link_history
