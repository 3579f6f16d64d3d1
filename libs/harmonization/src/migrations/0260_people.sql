-- Who has signed in at this program, in which language they read, and whether headquarters has shut them out.
CREATE TABLE known_login (
  login           text PRIMARY KEY,
  email           text,
  name            text,
  roles           jsonb NOT NULL,
  office          text,
  language        text CHECK (language IN ('en', 'fr')),
  first_seen_at   timestamptz NOT NULL,
  last_seen_at    timestamptz NOT NULL,
  disabled_at     timestamptz,
  disabled_by     text,
  disabled_reason text
);
CREATE INDEX known_login_by_email ON known_login (email) WHERE email IS NOT NULL;

-- A company officer invites someone by e-mail; only a keyed hash of the one-time code is kept.
CREATE TABLE account_invitation (
  id             uuid PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  email          text NOT NULL,
  role           text NOT NULL CHECK (role IN ('OFFICER', 'USER')),
  code_hash      text NOT NULL,
  invited_by     text NOT NULL,
  invited_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  tries          integer NOT NULL DEFAULT 0,
  accepted_at    timestamptz,
  accepted_by    text,
  revoked_at     timestamptz
);
CREATE UNIQUE INDEX account_invitation_one_open_per_email ON account_invitation (account_number, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX account_invitation_by_email ON account_invitation (email);
