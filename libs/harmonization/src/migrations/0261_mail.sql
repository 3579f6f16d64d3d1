-- Mail on its way, written in the transaction of what it tells about. A text that holds a one-time code is sealed, and goes when the
-- mail has gone.
CREATE TABLE mail (
  id              uuid PRIMARY KEY,
  notice_id       uuid,
  to_address      text NOT NULL,
  subject         jsonb NOT NULL,
  text            jsonb,
  sealed          text,
  state           text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'GIVEN_UP')),
  attempts        integer NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  claimed_until   timestamptz,
  settled_at      timestamptz,
  last_failure    text
);
CREATE UNIQUE INDEX mail_once_per_notice_and_address ON mail (notice_id, to_address) WHERE notice_id IS NOT NULL;
CREATE INDEX mail_pending ON mail (next_attempt_at, id) WHERE state = 'PENDING';

-- Whether a notice has been put on its way. What was written before there was mail is not sent afterwards.
ALTER TABLE notice ADD COLUMN mail_state text NOT NULL DEFAULT 'BEFORE_MAIL'
  CHECK (mail_state IN ('DUE', 'QUEUED', 'NO_ADDRESS', 'BEFORE_MAIL'));
ALTER TABLE notice ALTER COLUMN mail_state SET DEFAULT 'DUE';
DROP INDEX notice_unmailed;
CREATE INDEX notice_due_for_mail ON notice (id) WHERE mail_state = 'DUE';
