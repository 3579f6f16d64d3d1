import { inBoth, type Bilingual } from '@harmonization/domain/bilingual';

/** TXT-7: PIP's statuses as they stand within a sentence: “Your account is now …”. */
export const PIP_STATUS_NAMES: Readonly<Record<string, Bilingual>> = {
  APPLICANT: inBoth('at the stage of an application', 'à l’étape de la demande'),
  UNDER_REVIEW: inBoth('under review', 'à l’examen'),
  AWAITING_VALIDATION: inBoth('awaiting its validation', 'en attente de validation'),
  APPROVED_PENDING_TERMS: inBoth('approved, with the terms to be signed', 'approuvé, conditions à signer'),
  MEMBER: inBoth('that of a member', 'celui d’un membre'),
  ACTION_PLAN: inBoth('under an action plan', 'visé par un plan d’action'),
  DENIAL_PROPOSED: inBoth('proposed for denial', 'visé par un refus proposé'),
  DENIED: inBoth('denied', 'refusé'),
  SUSPENDED: inBoth('suspended', 'suspendu'),
  CANCELLED: inBoth('cancelled', 'annulé'),
  WITHDRAWN: inBoth('withdrawn', 'retiré'),
};
