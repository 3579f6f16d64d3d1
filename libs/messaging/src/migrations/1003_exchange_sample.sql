-- How far behind the exchange was, minute by minute, for the operations page. One row a minute, whoever takes it; old ones are forgotten.
CREATE TABLE exchange_sample (
  taken_at               timestamptz PRIMARY KEY,
  pending                integer NOT NULL,
  oldest_pending_seconds integer NOT NULL,
  parked                 integer NOT NULL
);
