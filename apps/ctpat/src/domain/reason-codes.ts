import { inBoth } from '@harmonization/domain/bilingual';
import type { ReasonCode } from '@harmonization/domain/reason-codes';

const reason = (code: string, en: string, fr: string, explains: readonly string[]): ReasonCode => ({
  code,
  label: inBoth(en, fr),
  explains,
});

const ADVERSE = ['SUSPENDED', 'REMOVED'];
const ANY = ['INELIGIBLE', ...ADVERSE];

/** Why C-TPAT suspends, removes or refuses a carrier, takes its validation back, or reinstates it. */
export const CTPAT_REASON_CODES: readonly ReasonCode[] = [
  reason('INCIDENT', 'Security incident', 'Incident de sécurité', ANY),
  reason(
    'CRITERIA_NOT_MET',
    'Minimum security criteria not met',
    'Critères de sécurité minimaux non satisfaits',
    ANY,
  ),
  reason('FALSE_INFORMATION', 'False or misleading information', 'Renseignements faux ou trompeurs', ANY),
  reason('NOT_ELIGIBLE', 'Eligibility requirements not met', 'Conditions d’admissibilité non satisfaites', [
    'INELIGIBLE',
  ]),
  reason('VETTING', 'Vetting not passed', 'Vérification des antécédents non réussie', ANY),
  reason('NO_RESPONSE', 'No response to the program', 'Aucune réponse au programme', ANY),
  reason('ANNUAL_REVIEW_MISSED', 'Annual review not completed', 'Examen annuel non effectué', ADVERSE),
  reason(
    'SUSPENDED_BY_PARTNER',
    'Suspended by the partner program',
    'Suspension par le programme partenaire',
    ['SUSPENDED'],
  ),
  reason('VALIDATION_FAILED', 'Validation failed', 'Validation non réussie', ['CERTIFIED', ...ADVERSE]),
  reason('VALIDATION_LAPSED', 'Validation lapsed', 'Validation échue', ['CERTIFIED', ...ADVERSE]),
  reason('APPEAL_UPHELD', 'Appeal upheld', 'Appel accueilli', ['PRIOR']),
  reason('CORRECTED', 'Corrective action accepted', 'Mesures correctives acceptées', ['PRIOR']),
  reason('CARRIER_REQUEST', 'At the request of the carrier', 'À la demande du transporteur', ['WITHDRAWN']),
];
