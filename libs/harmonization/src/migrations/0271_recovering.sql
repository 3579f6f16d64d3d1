-- False from a restore until this side has taken back what the peer had heard of it: until then nothing new of the peer is taken,
-- so that a link does not go on as the backup, which has forgotten a suspension or a withdrawn consent, would have it.
ALTER TABLE service_incarnation ADD COLUMN is_hearing boolean NOT NULL DEFAULT true;
