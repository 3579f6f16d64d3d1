-- That the application does not let a message leave is a fact of its own, not the text of a failure.
ALTER TABLE outbox ADD COLUMN held_at timestamptz;
COMMENT ON COLUMN outbox.held_at IS 'Since when the application does not let it leave (GATE-2); of a discarded one: that it was given up there and never left again.';

UPDATE outbox SET held_at = created_at, last_failure = NULL WHERE state = 'PENDING' AND last_failure = 'May not leave now';

CREATE INDEX outbox_held_in_order ON outbox (id) WHERE state = 'PENDING' AND held_at IS NOT NULL;
CREATE INDEX outbox_given_up_by_subject ON outbox (kind, subject) WHERE state = 'DISCARDED' AND held_at IS NOT NULL;
