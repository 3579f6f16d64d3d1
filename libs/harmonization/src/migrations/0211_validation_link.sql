-- A validation of linked accounts needs no open application; what the client asks of the carrier stands beside the host's facts.
ALTER TABLE validation ADD COLUMN link_id uuid;
ALTER TABLE validation ADD COLUMN client_response jsonb;
-- True while a pause of the link holds back what this side would say.
ALTER TABLE validation ADD COLUMN withheld boolean NOT NULL DEFAULT false;
CREATE INDEX validation_withheld ON validation (account_number) WHERE withheld;
