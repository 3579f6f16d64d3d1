-- The documents that a link keeps besides its account's data, each in a column of its own: a step needs to know that there is
-- one, which a NULL tells without reading it.
ALTER TABLE link ADD COLUMN archive jsonb, ADD COLUMN final jsonb;
UPDATE link SET archive = kept->'archive', final = kept->'final' WHERE kept IS NOT NULL;
ALTER TABLE link DROP COLUMN kept;

-- Room in each page for the next version of a row: an update that fits there touches no index.
ALTER TABLE link SET (fillfactor = 75);
ALTER TABLE account SET (fillfactor = 85);
