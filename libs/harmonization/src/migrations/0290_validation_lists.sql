-- The officers' board (what is open, what waits for recognition) and calendar (visits of a period).
CREATE INDEX validation_by_state ON validation (state, id);
CREATE INDEX validation_by_visit ON validation ((facts->>'visitOn')) WHERE facts ? 'visitOn';
