import { inBoth } from '@harmonization/domain/bilingual';
import type { ReasonCode } from '@harmonization/domain/reason-codes';

const reason = (code: string, en: string, fr: string, explains: readonly string[]): ReasonCode => ({
  code,
  label: inBoth(en, fr),
  explains,
});

const DENIAL = ['DENIAL_PROPOSED', 'DENIED'];
const ADVERSE = ['SUSPENDED', 'CANCELLED'];
const ANY = [...DENIAL, ...ADVERSE];

/** Why PIP denies, suspends or cancels a membership, asks for an action plan, or reinstates a member. */
export const PIP_REASON_CODES: readonly ReasonCode[] = [
  reason('INCIDENT', 'Security incident', 'Incident de sécurité', [...ANY, 'ACTION_PLAN']),
  reason(
    'CRITERIA_NOT_MET',
    'Minimum security requirements not met',
    'Exigences minimales de sécurité non satisfaites',
    [...ANY, 'ACTION_PLAN'],
  ),
  reason('FALSE_INFORMATION', 'False or misleading information', 'Renseignements faux ou trompeurs', ANY),
  reason(
    'NOT_ELIGIBLE',
    'Eligibility requirements not met',
    'Conditions d’admissibilité non satisfaites',
    DENIAL,
  ),
  reason('VETTING', 'Risk assessment not passed', 'Évaluation des risques non réussie', ANY),
  reason('NO_RESPONSE', 'No response to the program', 'Aucune réponse au programme', ANY),
  reason('SIGN_IN_MISSED', 'No sign-in within a year', 'Aucune ouverture de session en un an', ADVERSE),
  reason('ACTION_PLAN_NOT_MET', 'Action plan not carried out', 'Plan d’action non réalisé', ADVERSE),
  reason(
    'SUSPENDED_BY_PARTNER',
    'Suspended by the partner program',
    'Suspension par le programme partenaire',
    ['SUSPENDED'],
  ),
  reason('VALIDATION_FAILED', 'Validation failed', 'Validation non réussie', ['ACTION_PLAN', ...ANY]),
  reason('VALIDATION_LAPSED', 'Validation lapsed', 'Validation échue', ['ACTION_PLAN', ...ADVERSE]),
  reason('APPEAL_UPHELD', 'Appeal upheld', 'Appel accueilli', ['PRIOR']),
  reason('CORRECTED', 'Corrective action accepted', 'Mesures correctives acceptées', ['PRIOR', 'MEMBER']),
  reason(
    'REPRESENTATIONS_ACCEPTED',
    'The carrier’s representations were accepted',
    'Observations du transporteur acceptées',
    ['UNDER_REVIEW'],
  ),
  reason('CARRIER_REQUEST', 'At the request of the carrier', 'À la demande du transporteur', ['WITHDRAWN']),
];
