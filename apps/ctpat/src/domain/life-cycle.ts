import type { LifeCycle, Move } from '@harmonization/domain/life-cycle';

const review = (to: string): Move => ({ to, by: ['OFFICER', 'SYSTEM'] });
const withdraw: Move = { to: 'WITHDRAWN', by: ['CARRIER'] };
const ineligible: Move = { to: 'INELIGIBLE', by: ['OFFICER', 'HQ'], reason: true };
const suspend: Move = { to: 'SUSPENDED', by: ['OFFICER', 'HQ'], reason: true };
const remove: Move = { to: 'REMOVED', by: ['HQ'], reason: true };
const appealUpheld: Move = { to: 'PRIOR', by: ['HQ'], reason: true, requires: 'UPHELD_APPEAL' };

/**
 * CTPAT-S1: certifies on paper first, validates on site later [law]. An officer decides every move, headquarters alone
 * removes, no clock does; a validation that failed or lapsed leads back to CERTIFIED by an officer's decision.
 */
const MOVES: LifeCycle['moves'] = {
  PRE_APPLICANT: [review('APPLICANT'), withdraw],
  APPLICANT: [review('APPROVED'), ineligible, withdraw],
  APPROVED: [review('CERTIFIED'), ineligible, withdraw],
  CERTIFIED: [
    { to: 'CERTIFIED_VALIDATED', by: ['OFFICER', 'HQ', 'SYSTEM'], requires: 'VALIDATION' },
    suspend,
    remove,
    withdraw,
  ],
  CERTIFIED_VALIDATED: [{ to: 'CERTIFIED', by: ['OFFICER', 'HQ'], reason: true }, suspend, remove, withdraw],
  SUSPENDED: [{ to: 'PRIOR', by: ['OFFICER', 'HQ'] }, remove, withdraw],
  INELIGIBLE: [appealUpheld],
  REMOVED: [appealUpheld],
  WITHDRAWN: [],
};

/** CTPAT-S2: how the other program reads each status. */
const WIRE: LifeCycle['wire'] = {
  PRE_APPLICANT: 'APPLICANT',
  APPLICANT: 'APPLICANT',
  APPROVED: 'APPLICANT',
  CERTIFIED: 'ACTIVE',
  CERTIFIED_VALIDATED: 'ACTIVE_VALIDATED',
  SUSPENDED: 'SUSPENDED',
  INELIGIBLE: 'DENIED',
  REMOVED: 'ENDED_BY_PROGRAM',
  WITHDRAWN: 'WITHDRAWN',
};

export const CTPAT_LIFE_CYCLE: LifeCycle = {
  moves: MOVES,
  wire: WIRE,
  initial: 'PRE_APPLICANT',
  inReview: 'APPLICANT',
  onApproval: ['APPROVED', 'CERTIFIED'],
  onDenial: ['INELIGIBLE'],
  validated: 'CERTIFIED_VALIDATED',
  withdrawn: 'WITHDRAWN',
  suspended: 'SUSPENDED',
  firstDates: { CERTIFIED: ['certifiedOn', 'memberSince'] },
};
