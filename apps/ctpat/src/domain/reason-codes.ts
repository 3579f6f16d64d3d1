import { inBoth, type Bilingual } from '@harmonization/domain/bilingual';
import type { ReasonCode } from '@harmonization/domain/reason-codes';
import { REASON_WORDS } from '@harmonization/domain/reason-words';

const reason = (
  code: keyof typeof REASON_WORDS,
  explains: readonly string[],
  label: Bilingual = REASON_WORDS[code],
): ReasonCode => ({ code, label, explains });

const ADVERSE = ['SUSPENDED', 'REMOVED'];
const ANY = ['INELIGIBLE', ...ADVERSE];

/** Why C-TPAT suspends, removes or refuses a carrier, takes its validation back, or reinstates it. */
export const CTPAT_REASON_CODES: readonly ReasonCode[] = [
  reason('INCIDENT', ANY),
  reason(
    'CRITERIA_NOT_MET',
    ANY,
    inBoth('Minimum security criteria not met', 'Critères de sécurité minimaux non satisfaits'),
  ),
  reason('FALSE_INFORMATION', ANY),
  reason('NOT_ELIGIBLE', ['INELIGIBLE']),
  reason('VETTING', ANY),
  reason('NO_RESPONSE', ANY),
  reason('ANNUAL_REVIEW_MISSED', ADVERSE),
  reason('SUSPENDED_BY_PARTNER', ['SUSPENDED']),
  reason('VALIDATION_FAILED', ['CERTIFIED', ...ADVERSE]),
  reason('VALIDATION_LAPSED', ['CERTIFIED', ...ADVERSE]),
  reason('APPEAL_UPHELD', ['PRIOR']),
  reason('CORRECTED', ['PRIOR']),
  reason('CARRIER_REQUEST', ['WITHDRAWN']),
];
