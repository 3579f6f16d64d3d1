-- The program-to-program basis of Harmonization 1.0; without a live one no shared data crosses (ground rule 5).
INSERT INTO arrangement (id, peer, legal_basis, effective_from, shared_fields)
VALUES ('0198a000-0000-7000-8000-000000000001', 'PIP',
  'Mutual Recognition Arrangement of June 2008 and the Harmonization 1.0 agreement', '2013-01-01', '["*"]');
