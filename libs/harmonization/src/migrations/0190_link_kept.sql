-- What a link keeps of shared data besides its account (the client's former values, the final copy): written when it changes,
-- not with every record.
ALTER TABLE link ADD COLUMN kept jsonb;
UPDATE link SET kept = jsonb_strip_nulls(jsonb_build_object('archive', copy->'archive', 'final', copy->'final')),
  copy = copy - 'archive' - 'final';
