import { checkMove, remainingMoves, type Actor, type MoveFacts } from '@harmonization/domain/life-cycle';
import { lifeCycleFaults } from '@harmonization/domain/life-cycle-check';
import { PIP_LIFE_CYCLE } from './life-cycle';

const allows = (from: string, to: string, actor: Actor, facts: Partial<MoveFacts> = {}) =>
  checkMove(PIP_LIFE_CYCLE, { from, to, actor, hasReason: true, hasValidation: false, ...facts }).ok;

describe('the life of a PIP account', () => {
  it('PIP-S1: is sound', () => {
    expect(lifeCycleFaults(PIP_LIFE_CYCLE)).toEqual([]);
  });

  it('PIP-S1: visits before it decides, and lets the carrier sign the terms last', () => {
    expect(remainingMoves(PIP_LIFE_CYCLE.onApproval, 'AWAITING_VALIDATION')).toEqual([
      'APPROVED_PENDING_TERMS',
    ]);
    expect(allows('AWAITING_VALIDATION', 'APPROVED_PENDING_TERMS', 'OFFICER')).toBe(false);
    expect(allows('AWAITING_VALIDATION', 'APPROVED_PENDING_TERMS', 'OFFICER', { hasValidation: true })).toBe(
      true,
    );
    expect(allows('UNDER_REVIEW', 'APPROVED_PENDING_TERMS', 'OFFICER', { hasValidation: true })).toBe(false);
    expect(allows('APPROVED_PENDING_TERMS', 'MEMBER', 'CARRIER')).toBe(true);
    expect(allows('APPROVED_PENDING_TERMS', 'MEMBER', 'OFFICER')).toBe(false);
  });

  it('PIP-S1: proposes a denial, hears the carrier, and denies or takes it back', () => {
    const heard = { hasInformalReview: true };
    const deniedFrom = Object.keys(PIP_LIFE_CYCLE.moves).filter((from) =>
      allows(from, 'DENIED', 'OFFICER', heard),
    );

    expect(deniedFrom).toEqual(['DENIAL_PROPOSED']);
    expect(allows('DENIAL_PROPOSED', 'DENIED', 'OFFICER')).toBe(false);
    expect(allows('DENIAL_PROPOSED', 'UNDER_REVIEW', 'OFFICER')).toBe(true);
  });

  it.each(['MEMBER', 'ACTION_PLAN', 'SUSPENDED'])('PIP-S1: cancels from %s by headquarters alone', (from) => {
    expect([allows(from, 'CANCELLED', 'HQ'), allows(from, 'CANCELLED', 'OFFICER')]).toEqual([true, false]);
  });

  it.each(['CANCELLED', 'DENIED'])('PIP-S1: leads back from %s only after an upheld appeal', (from) => {
    expect([allows(from, 'PRIOR', 'HQ'), allows(from, 'PRIOR', 'HQ', { hasUpheldAppeal: true })]).toEqual([
      false,
      true,
    ]);
  });

  it('PIP-S1: mends a failed validation by an action plan', () => {
    expect(allows('MEMBER', 'ACTION_PLAN', 'OFFICER')).toBe(false);
    expect(allows('MEMBER', 'ACTION_PLAN', 'OFFICER', { hasActionPlan: true })).toBe(true);
    expect(allows('ACTION_PLAN', 'MEMBER', 'OFFICER')).toBe(true);
  });

  it.each([
    ['APPLICANT', 'APPLICANT'],
    ['UNDER_REVIEW', 'APPLICANT'],
    ['AWAITING_VALIDATION', 'APPLICANT'],
    ['APPROVED_PENDING_TERMS', 'APPLICANT'],
    ['DENIAL_PROPOSED', 'APPLICANT'],
    ['MEMBER', 'ACTIVE_VALIDATED'],
    ['ACTION_PLAN', 'ACTIVE_VALIDATED'],
    ['SUSPENDED', 'SUSPENDED'],
    ['CANCELLED', 'ENDED_BY_PROGRAM'],
    ['DENIED', 'DENIED'],
    ['WITHDRAWN', 'WITHDRAWN'],
  ])('PIP-S2: says %s as %s', (status, wire) => {
    expect(PIP_LIFE_CYCLE.wire[status]).toBe(wire);
  });
});
