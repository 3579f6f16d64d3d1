import { inBoth, type Bilingual } from '@harmonization/domain/bilingual';
import type { ReasonCode } from '@harmonization/domain/reason-codes';
import { REASON_WORDS } from '@harmonization/domain/reason-words';

const reason = (
  code: keyof typeof REASON_WORDS,
  explains: readonly string[],
  label: Bilingual = REASON_WORDS[code],
): ReasonCode => ({ code, label, explains });

const DENIAL = ['DENIAL_PROPOSED', 'DENIED'];
const ADVERSE = ['SUSPENDED', 'CANCELLED'];
const ANY = [...DENIAL, ...ADVERSE];

/** Why PIP denies, suspends or cancels a membership, asks for an action plan, or reinstates a member. */
export const PIP_REASON_CODES: readonly ReasonCode[] = [
  reason('INCIDENT', [...ANY, 'ACTION_PLAN']),
  reason(
    'CRITERIA_NOT_MET',
    [...ANY, 'ACTION_PLAN'],
    inBoth('Minimum security requirements not met', 'Exigences minimales de sécurité non satisfaites'),
  ),
  reason('FALSE_INFORMATION', ANY),
  reason('NOT_ELIGIBLE', DENIAL),
  reason('VETTING', ANY, inBoth('Risk assessment not passed', 'Évaluation des risques non réussie')),
  reason('NO_RESPONSE', ANY),
  reason('SIGN_IN_MISSED', ADVERSE),
  reason('ACTION_PLAN_NOT_MET', ADVERSE),
  reason('SUSPENDED_BY_PARTNER', ['SUSPENDED']),
  reason('VALIDATION_FAILED', ['ACTION_PLAN', ...ANY]),
  reason('VALIDATION_LAPSED', ['ACTION_PLAN', ...ADVERSE]),
  reason('APPEAL_UPHELD', ['PRIOR']),
  reason('CORRECTED', ['PRIOR', 'MEMBER']),
  reason('REPRESENTATIONS_ACCEPTED', ['UNDER_REVIEW']),
  reason('CARRIER_REQUEST', ['WITHDRAWN']),
];
