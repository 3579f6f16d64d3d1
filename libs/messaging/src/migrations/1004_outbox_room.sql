-- A message is written three times: said, claimed, answered. Room for the claim on the same page spares it new index entries.
ALTER TABLE outbox SET (fillfactor = 45);
