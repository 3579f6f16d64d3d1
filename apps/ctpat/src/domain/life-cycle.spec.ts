import { checkMove, remainingMoves, type Actor } from '@harmonization/domain/life-cycle';
import { lifeCycleFaults } from '@harmonization/domain/life-cycle-check';
import { CTPAT_LIFE_CYCLE } from './life-cycle';

const allows = (
  from: string,
  to: string,
  actor: Actor,
  facts: { hasValidation?: boolean; hasUpheldAppeal?: boolean } = {},
) => checkMove(CTPAT_LIFE_CYCLE, { from, to, actor, hasReason: true, hasValidation: false, ...facts }).ok;

describe('the life of a C-TPAT account', () => {
  it('CTPAT-S1: is sound', () => {
    expect(lifeCycleFaults(CTPAT_LIFE_CYCLE)).toEqual([]);
  });

  it('CTPAT-S1: certifies on paper first, validates on site later', () => {
    expect(remainingMoves(CTPAT_LIFE_CYCLE.onApproval, CTPAT_LIFE_CYCLE.inReview)).toEqual([
      'APPROVED',
      'CERTIFIED',
    ]);
    expect(allows('APPROVED', 'CERTIFIED', 'OFFICER')).toBe(true);
    expect(allows('CERTIFIED', 'CERTIFIED_VALIDATED', 'OFFICER')).toBe(false);
    expect(allows('CERTIFIED', 'CERTIFIED_VALIDATED', 'OFFICER', { hasValidation: true })).toBe(true);
    expect(allows('CERTIFIED_VALIDATED', 'CERTIFIED', 'OFFICER')).toBe(true);
  });

  it.each(['CERTIFIED', 'CERTIFIED_VALIDATED', 'SUSPENDED'])(
    'CTPAT-S1: removes from %s by headquarters alone',
    (from) => {
      expect([allows(from, 'REMOVED', 'HQ'), allows(from, 'REMOVED', 'OFFICER')]).toEqual([true, false]);
    },
  );

  it.each(['REMOVED', 'INELIGIBLE'])('CTPAT-S1: leads back from %s only after an upheld appeal', (from) => {
    expect([allows(from, 'PRIOR', 'HQ'), allows(from, 'PRIOR', 'HQ', { hasUpheldAppeal: true })]).toEqual([
      false,
      true,
    ]);
  });

  it('CTPAT-S1: suspends members only, and reinstates to the status before', () => {
    const suspended = Object.keys(CTPAT_LIFE_CYCLE.moves).filter((from) =>
      allows(from, 'SUSPENDED', 'OFFICER'),
    );

    expect(suspended).toEqual(['CERTIFIED', 'CERTIFIED_VALIDATED']);
    expect(allows('SUSPENDED', 'PRIOR', 'OFFICER')).toBe(true);
  });

  it.each([
    ['PRE_APPLICANT', 'APPLICANT'],
    ['APPLICANT', 'APPLICANT'],
    ['APPROVED', 'APPLICANT'],
    ['CERTIFIED', 'ACTIVE'],
    ['CERTIFIED_VALIDATED', 'ACTIVE_VALIDATED'],
    ['SUSPENDED', 'SUSPENDED'],
    ['REMOVED', 'ENDED_BY_PROGRAM'],
    ['INELIGIBLE', 'DENIED'],
    ['WITHDRAWN', 'WITHDRAWN'],
  ])('CTPAT-S2: says %s as %s', (status, wire) => {
    expect(CTPAT_LIFE_CYCLE.wire[status]).toBe(wire);
  });
});
