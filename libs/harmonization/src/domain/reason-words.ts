import { inBoth, type Bilingual } from './bilingual';
import { CODE_WORDS, plainly } from './code-words';

/**
 * TXT-7: what a person reads for the code of a reason. A code crosses without its words, so these are said of the other
 * program's codes too; a program whose own list words one otherwise says it in its own way.
 */
export const REASON_WORDS = {
  INCIDENT: inBoth('Security incident', 'Incident de sécurité'),
  CRITERIA_NOT_MET: inBoth('Security criteria not met', 'Critères de sécurité non satisfaits'),
  FALSE_INFORMATION: inBoth('False or misleading information', 'Renseignements faux ou trompeurs'),
  NOT_ELIGIBLE: inBoth('Eligibility requirements not met', 'Conditions d’admissibilité non satisfaites'),
  VETTING: inBoth('Vetting not passed', 'Vérification des antécédents non réussie'),
  NO_RESPONSE: inBoth('No response to the program', 'Aucune réponse au programme'),
  ANNUAL_REVIEW_MISSED: inBoth('Annual review not completed', 'Examen annuel non effectué'),
  SIGN_IN_MISSED: inBoth('No sign-in within a year', 'Aucune ouverture de session en un an'),
  ACTION_PLAN_NOT_MET: inBoth('Action plan not carried out', 'Plan d’action non réalisé'),
  SUSPENDED_BY_PARTNER: inBoth('Suspended by the partner program', 'Suspension par le programme partenaire'),
  VALIDATION_FAILED: inBoth('Validation failed', 'Validation non réussie'),
  VALIDATION_LAPSED: inBoth('Validation lapsed', 'Validation échue'),
  APPEAL_UPHELD: inBoth('Appeal upheld', 'Appel accueilli'),
  CORRECTED: inBoth('Corrective action accepted', 'Mesures correctives acceptées'),
  REPRESENTATIONS_ACCEPTED: inBoth(
    'The carrier’s representations were accepted',
    'Observations du transporteur acceptées',
  ),
  CARRIER_REQUEST: inBoth('At the request of the carrier', 'À la demande du transporteur'),
} as const satisfies Readonly<Record<string, Bilingual>>;

/** A reason in words, whichever program gives it. */
export const reasonInWords = (code: string): Bilingual =>
  (REASON_WORDS as Readonly<Record<string, Bilingual>>)[code] ?? CODE_WORDS[code] ?? plainly(code);
