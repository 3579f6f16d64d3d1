-- Shared data are 3 to 5 KB of many short texts: compressing them saved a third of a few megabytes and cost an eighth of all that the
-- database does for an edit or a message, at both sides. Rows written before are stored this way when they are next written.
ALTER TABLE account ALTER COLUMN shared SET STORAGE EXTERNAL;
