-- What one pass of a reconciliation reads of a million links, in the order in which it reads it: some 70 bytes a link instead of rows
-- of 2 KB. The columns are those that the database derives from the rows, so an index can no more be stale than they can.
DROP INDEX link_by_local_account;
CREATE INDEX link_by_local_account ON link (local_account_number)
  INCLUDE (bucket, host, is_sound, own_digest, mirror_digest, compares_data);
CREATE INDEX account_digest ON account (account_number) INCLUDE (record_role, shared_digest);

DROP INDEX said_record_by_bucket;
CREATE INDEX said_record_by_bucket ON said_record (bucket) INCLUDE (kind, digest);
DROP INDEX heard_record_by_bucket;
CREATE INDEX heard_record_by_bucket ON heard_record (bucket) INCLUDE (kind, digest);
