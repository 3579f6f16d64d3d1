import { inBoth, type Bilingual } from '@harmonization/domain/bilingual';

/** TXT-7: C-TPAT's statuses as they stand within a sentence: “Your account is now …”. */
export const CTPAT_STATUS_NAMES: Readonly<Record<string, Bilingual>> = {
  PRE_APPLICANT: inBoth('in preparation for an application', 'en préparation d’une demande'),
  APPLICANT: inBoth('at the stage of an application', 'à l’étape de la demande'),
  APPROVED: inBoth('approved', 'approuvé'),
  CERTIFIED: inBoth('certified', 'certifié'),
  CERTIFIED_VALIDATED: inBoth('certified and validated', 'certifié et validé'),
  INELIGIBLE: inBoth('ineligible', 'inadmissible'),
  SUSPENDED: inBoth('suspended', 'suspendu'),
  REMOVED: inBoth('removed', 'radié'),
  WITHDRAWN: inBoth('withdrawn', 'retiré'),
};
