import type { LifeCycle, Move } from '@harmonization/domain/life-cycle';

const review = (to: string): Move => ({ to, by: ['OFFICER', 'SYSTEM'] });
const withdraw: Move = { to: 'WITHDRAWN', by: ['CARRIER'] };
const proposeDenial: Move = { to: 'DENIAL_PROPOSED', by: ['OFFICER', 'HQ'], reason: true };
const suspend: Move = { to: 'SUSPENDED', by: ['OFFICER', 'HQ'], reason: true };
const cancel: Move = { to: 'CANCELLED', by: ['HQ'], reason: true };
const actionPlan: Move = {
  to: 'ACTION_PLAN',
  by: ['OFFICER', 'HQ'],
  reason: true,
  requires: 'ACTION_PLAN',
};
const deny: Move = { to: 'DENIED', by: ['OFFICER', 'HQ'], reason: true, requires: 'INFORMAL_REVIEW' };
const appealUpheld: Move = { to: 'PRIOR', by: ['HQ'], reason: true, requires: 'UPHELD_APPEAL' };

/**
 * PIP-S1: the site visit comes before the decision, the terms are signed last, by the carrier. A denial is proposed, reviewed
 * informally, then made or taken back; an action plan is how a member mends a failed validation; headquarters alone cancels [cbsa].
 */
const MOVES: LifeCycle['moves'] = {
  APPLICANT: [review('UNDER_REVIEW'), withdraw],
  UNDER_REVIEW: [review('AWAITING_VALIDATION'), proposeDenial, withdraw],
  AWAITING_VALIDATION: [
    { ...review('APPROVED_PENDING_TERMS'), requires: 'VALIDATION' },
    proposeDenial,
    withdraw,
  ],
  APPROVED_PENDING_TERMS: [{ to: 'MEMBER', by: ['CARRIER'] }, proposeDenial, withdraw],
  DENIAL_PROPOSED: [deny, review('UNDER_REVIEW'), withdraw],
  MEMBER: [actionPlan, suspend, cancel, withdraw],
  ACTION_PLAN: [{ to: 'MEMBER', by: ['OFFICER', 'HQ'] }, suspend, cancel, withdraw],
  SUSPENDED: [{ to: 'PRIOR', by: ['OFFICER', 'HQ'] }, cancel, withdraw],
  DENIED: [appealUpheld],
  CANCELLED: [appealUpheld],
  WITHDRAWN: [],
};

/** PIP-S2: how the other program reads each status; a proposed denial and an action plan are internal. */
const WIRE: LifeCycle['wire'] = {
  APPLICANT: 'APPLICANT',
  UNDER_REVIEW: 'APPLICANT',
  AWAITING_VALIDATION: 'APPLICANT',
  APPROVED_PENDING_TERMS: 'APPLICANT',
  DENIAL_PROPOSED: 'APPLICANT',
  MEMBER: 'ACTIVE_VALIDATED',
  ACTION_PLAN: 'ACTIVE_VALIDATED',
  SUSPENDED: 'SUSPENDED',
  DENIED: 'DENIED',
  CANCELLED: 'ENDED_BY_PROGRAM',
  WITHDRAWN: 'WITHDRAWN',
};

export const PIP_LIFE_CYCLE: LifeCycle = {
  moves: MOVES,
  wire: WIRE,
  initial: 'APPLICANT',
  inReview: 'UNDER_REVIEW',
  onApproval: ['AWAITING_VALIDATION', 'APPROVED_PENDING_TERMS'],
  onDenial: ['DENIAL_PROPOSED', 'DENIED'],
  onTermsSigned: { from: 'APPROVED_PENDING_TERMS', to: 'MEMBER' },
  validated: 'MEMBER',
  withdrawn: 'WITHDRAWN',
  suspended: 'SUSPENDED',
  denialProposed: 'DENIAL_PROPOSED',
  actionPlan: { status: 'ACTION_PLAN', done: 'MEMBER' },
  firstDates: { MEMBER: ['memberSince'] },
};
