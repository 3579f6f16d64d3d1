-- After a restore something came back that had been withheld from it, for want of a consent: how often the peer is to be asked again for
-- what belongs to it. 0 again once it has been.
ALTER TABLE service_incarnation ADD COLUMN asks_again integer NOT NULL DEFAULT 0;
