-- After a restore: what this side had said of a link's documents, to be compared with those that it still knows.
CREATE INDEX said_document_by_link ON said_record ((record->>'linkId')) WHERE kind = 'document';
