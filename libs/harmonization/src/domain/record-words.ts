import { inBoth, type Bilingual } from './bilingual';
import type { CrossingKind } from './field-ownership/crossing';

/** TXT-7: what the two services say to each other, by kind of record. */
export const RECORD_WORDS: Readonly<Record<CrossingKind, Bilingual>> = {
  link: inBoth('link', 'lien'),
  application: inBoth('application', 'demande'),
  account: inBoth('account', 'compte'),
  validation: inBoth('validation', 'validation'),
  case: inBoth('case', 'dossier'),
  match: inBoth('search for matches', 'recherche de concordances'),
  'host-transfer': inBoth('change of the host', 'changement d’hôte'),
  consent: inBoth('consent', 'consentement'),
  document: inBoth('document', 'document'),
  differences: inBoth('difference report', 'rapport des différences'),
  'code-check': inBoth('check of a one-time code', 'vérification d’un code à usage unique'),
  'edit-draft': inBoth('kept edit', 'modification conservée'),
};

export const recordInWords = (kind: string): Bilingual =>
  (RECORD_WORDS as Readonly<Record<string, Bilingual>>)[kind] ?? inBoth(kind, kind);
