-- True from a restore until every link that the backup held has been frozen for it.
ALTER TABLE service_incarnation ADD COLUMN is_recovering boolean NOT NULL DEFAULT false;
